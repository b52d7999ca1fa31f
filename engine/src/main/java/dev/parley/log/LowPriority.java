package dev.parley.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * For threads whose work can wait: search, reports, snapshots. Where all cores are wanted such a
 * thread gets about a tenth of one; where one is idle, all of it. Java's own priorities do nothing
 * on Linux for who is not root.
 */
public final class LowPriority {
    private static final Logger LOG = LoggerFactory.getLogger(LowPriority.class);
    private static final int THREAD = 0;
    private static final int CALLING = 0;
    private static final int NICE = 10;

    /** Linux alone: elsewhere it is the priority of the whole process. */
    // Native access is granted to all of us in the flags of the JVM.
    @SuppressWarnings("restricted")
    private static final Optional<MethodHandle> SET =
            System.getProperty("os.name", "").equals("Linux")
                    ? Linker.nativeLinker()
                            .defaultLookup()
                            .find("setpriority")
                            .map(
                                    address ->
                                            Linker.nativeLinker()
                                                    .downcallHandle(
                                                            address,
                                                            FunctionDescriptor.of(
                                                                    ValueLayout.JAVA_INT,
                                                                    ValueLayout.JAVA_INT,
                                                                    ValueLayout.JAVA_INT,
                                                                    ValueLayout.JAVA_INT)))
                    : Optional.empty();

    private LowPriority() {}

    /** {@code work} on a thread that gives way to others, with all threads it starts. */
    public static Runnable of(Runnable work) {
        return () -> {
            begin();
            work.run();
        };
    }

    private static void begin() {
        if (SET.isEmpty()) {
            return;
        }
        try {
            int failed = (int) SET.get().invokeExact(THREAD, CALLING, NICE);
            if (failed != 0) {
                LOG.info("this thread keeps its priority");
            }
        } catch (Throwable e) {
            throw new IllegalStateException("setpriority could not be called", e);
        }
    }
}
