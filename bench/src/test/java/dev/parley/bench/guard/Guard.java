package dev.parley.bench.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a posted message may cost on the writer, in operations. A change that needs more has to
 * raise a number here, and say why.
 */
final class Guard {
    /** Encoded into the transaction, and from there into the segment. */
    static final double PAYLOAD_COPIES = 2;

    /** To decide, and to apply what was decided; now and then a timer's. */
    static final double LOOK_UPS = 2.1;

    /** A batch may make something; a message may not. */
    static final double ALLOCATIONS = 2.0 / HotPath.BATCH;

    static final double FORCES = 1.0 / HotPath.BATCH;

    /** Between a hundred times as many conversations: probes of a fuller map, no more. */
    private static final double GROWTH = 1.25;

    static final int SMALL = 1_024;
    static final int LARGE = 102_400;

    private Guard() {}

    /** What is wrong with a course; empty where nothing is. */
    static List<String> complaints(Course course) {
        List<String> complaints = new ArrayList<>();
        exceeds(complaints, course, Probe.Kind.PAYLOAD_COPIES, PAYLOAD_COPIES);
        exceeds(complaints, course, Probe.Kind.LOCKS, 0);
        exceeds(complaints, course, Probe.Kind.LOOK_UPS, LOOK_UPS);
        exceeds(complaints, course, Probe.Kind.ALLOCATIONS, ALLOCATIONS);
        exceeds(complaints, course, Probe.Kind.FORCES, FORCES);
        return complaints;
    }

    /** What grows from the small course to the large one; empty where nothing does. */
    static List<String> growth(Course small, Course large) {
        List<String> complaints = new ArrayList<>();
        for (Probe.Kind kind : Probe.Kind.values()) {
            double most = Math.max(1, small.written(kind) * GROWTH);
            if (large.written(kind) > most) {
                complaints.add(
                        said(kind, large.written(kind))
                                + " among "
                                + LARGE
                                + " conversations, "
                                + small.written(kind)
                                + " among "
                                + SMALL);
            }
        }
        return complaints;
    }

    private static void exceeds(
            List<String> complaints, Course course, Probe.Kind kind, double most) {
        if (course.written(kind) > most) {
            complaints.add(said(kind, course.written(kind)) + ", " + most + " are allowed");
        }
    }

    private static String said(Probe.Kind kind, double value) {
        return String.format(Locale.ROOT, "%s a message: %.3f", kind, value);
    }
}
