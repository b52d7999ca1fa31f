package dev.parley.log;

import java.util.OptionalLong;

/**
 * What a check of the whole log found.
 *
 * @param ok whether everything holds that has to
 * @param records events and foreign events that hold
 * @param lastPosition position of the last of them, -1 if there is none
 * @param provedBefore all below it were proved to have been forced
 * @param voidTail records at the end that never reached the disk as a whole, or lie behind such:
 *     not a fault, the next start voids them
 * @param firstBad first position that does not hold, if {@code ok} is false
 * @param reason why, empty if {@code ok}
 */
public record Verdict(
        boolean ok,
        long records,
        long lastPosition,
        long provedBefore,
        long voidTail,
        OptionalLong firstBad,
        String reason) {

    static Verdict bad(long position, String reason) {
        return new Verdict(
                false, position, position - 1, position, 0, OptionalLong.of(position), reason);
    }
}
