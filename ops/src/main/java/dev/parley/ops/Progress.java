package dev.parley.ops;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Says on stderr how far long work has come: nothing in the first second, then once a second. */
final class Progress {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int CHECK_MASK = (1 << 12) - 1;

    private final PrintWriter err;
    private final String what;
    private final long total;
    private long shownAt = System.nanoTime();
    private boolean shown;

    /**
     * @param total what {@code done} reaches, or 0 where that is not known
     */
    Progress(PrintWriter err, String what, long total) {
        this.err = err;
        this.what = what;
        this.total = total;
    }

    /** Cheap enough to call for each record. */
    void at(long done) {
        if ((done & CHECK_MASK) == 0) {
            tell(done);
        }
    }

    /** The same where steps are big. */
    void tell(long done) {
        long now = System.nanoTime();
        if (now - shownAt >= EVERY_NANOS) {
            shownAt = now;
            shown = true;
            String share = total > 0 ? " (" + done * 100 / total + " %)" : "";
            err.print("\r" + what + " " + done + share + "   ");
            err.flush();
        }
    }

    /** Ends the line, if there is one. */
    void end() {
        if (shown) {
            err.println();
            err.flush();
        }
    }
}
