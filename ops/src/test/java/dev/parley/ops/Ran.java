package dev.parley.ops;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one run of the command came to, in this process. */
record Ran(int exitCode, String out, String err) {
    static Ran parley(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] args = new String[arguments.length];
        for (int i = 0; i < args.length; i++) {
            args[i] = arguments[i].toString();
        }
        int exitCode = Main.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(args);
        return new Ran(exitCode, out.toString(), err.toString());
    }
}
