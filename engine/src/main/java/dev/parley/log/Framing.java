package dev.parley.log;

/**
 * The word in front of each document, as Chronicle Queue writes it: a length of 30 bits, a flag for
 * documents that are not data (headers, indexes), a flag for one still being written. Documents
 * start on multiples of 4; zero means that nothing is there yet.
 */
final class Framing {
    static final int BYTES = 4;
    static final int NOT_COMPLETE = 0x8000_0000;
    static final int META = 0x4000_0000;
    static final int LENGTH_MASK = 0x3FFF_FFFF;

    /** Writing began; the length is not known yet. */
    static final int BEGUN = NOT_COMPLETE;

    /** Chronicle's mark for "no more in this file". */
    static final int END_OF_FILE = NOT_COMPLETE | META;

    private Framing() {}

    /** Whether nothing complete was written from here on. */
    static boolean endsHere(int word) {
        return word == 0 || word == BEGUN || (word & END_OF_FILE) == END_OF_FILE;
    }

    static boolean isMeta(int word) {
        return (word & META) != 0;
    }
}
