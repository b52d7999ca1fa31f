package dev.parley.search;

import dev.parley.domain.ActorKind;

import java.util.List;

/**
 * A message that was found, as it now reads.
 *
 * @param number public number of the conversation in the account
 * @param seq of the event that posted it
 * @param position of the event that posted it
 * @param at when it was written, epoch microseconds
 * @param note whether only agents may see it
 * @param text all of it
 * @param snippet part of it around what was found
 * @param marks what was found, in the snippet
 */
public record Hit(
        long account,
        long shop,
        long conversation,
        long number,
        long message,
        int seq,
        long position,
        long at,
        ActorKind from,
        long actor,
        boolean note,
        String text,
        String snippet,
        List<Mark> marks) {
    public Hit {
        marks = List.copyOf(marks);
    }

    /** A place in a snippet: UTF-16 units, end exclusive. */
    public record Mark(int start, int end) {}
}
