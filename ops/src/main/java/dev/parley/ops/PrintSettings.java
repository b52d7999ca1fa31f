package dev.parley.ops;

import dev.parley.Setting;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code parley settings}: the reference of everything that can be set, from the records. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description =
                "Prints the reference of all settings, in Markdown: key of the properties file,"
                        + " environment variable, default, range and meaning.")
final class PrintSettings implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    PrintSettings() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("| key | environment | default | range | meaning |");
        out.println("|---|---|---|---|---|");
        Settings.all().forEach(setting -> out.println(row(setting)));
        JsonLines.failIfClosed(out);
        return 0;
    }

    private static String row(Setting setting) {
        String unit = setting.unit().isEmpty() ? "" : " " + setting.unit();
        String given =
                setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`" + unit;
        return "| `%s` | `%s` | %s | %s%s | %s |"
                .formatted(
                        setting.key(),
                        setting.environmentName(),
                        given,
                        setting.range(),
                        unit,
                        setting.meaning());
    }
}
