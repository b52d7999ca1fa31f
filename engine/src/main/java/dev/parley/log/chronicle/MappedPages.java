package dev.parley.log.chronicle;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.core.OS;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Lets go of pages that were written through a mapping, before their file is forced. A force makes
 * each mapped page it writes read-only again, and interrupts every core that runs this process for
 * each of them; pages that are let go of together cost one interrupt. What was written is the
 * file's, in the page cache, as before. Linux only; elsewhere, and where the kernel refuses,
 * nothing happens. Allocates nothing.
 */
final class MappedPages {
    /** Fewer than these cost less by interrupts than by the call. */
    private static final int FEW = 4;

    /** MADV_DONTNEED of Linux, madvise(2). */
    private static final int DONT_NEED = 4;

    private static final long PAGE = OS.pageSize();
    private static final @Nullable MethodHandle ADVISE = advise();

    private MappedPages() {}

    /** Lets go of what lies within [from, to) of the file and within the present mapping. */
    static void release(Bytes<?> mapped, long from, long to) {
        MethodHandle advise = ADVISE;
        BytesStore<?, ?> store = mapped.bytesStore();
        if (advise == null || store == null || to - from < FEW * PAGE) {
            return;
        }
        long first = Math.max(from, store.start()) / PAGE * PAGE;
        long end = Math.min((to + PAGE - 1) / PAGE * PAGE, store.start() + store.realCapacity());
        if (end - first < FEW * PAGE) {
            return;
        }
        try {
            int _ = (int) advise.invokeExact(store.addressForRead(first), end - first, DONT_NEED);
        } catch (Throwable e) {
            throw new IllegalStateException("madvise cannot be called", e);
        }
    }

    @SuppressWarnings("restricted") // madvise is told addresses that are mapped
    private static @Nullable MethodHandle advise() {
        if (!OS.isLinux()) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        MemorySegment function = linker.defaultLookup().find("madvise").orElse(null);
        // An address is a long here: a segment for each call would be garbage.
        return function == null
                ? null
                : linker.downcallHandle(
                        function, FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    }
}
