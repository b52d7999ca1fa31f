package dev.parley.log;

/**
 * How a start of the log took over.
 *
 * @param segment the segment that the start opened
 * @param provedBefore everything below was proved to have been forced
 * @param rewritten records behind that, whole, rewritten into the new segment
 * @param voided records or remains of them behind those, void now
 * @param reason why something is void, or empty
 */
public record Recovery(
        int segment, long provedBefore, long rewritten, long voided, String reason) {}
