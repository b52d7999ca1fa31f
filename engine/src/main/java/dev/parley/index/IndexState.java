package dev.parley.index;

/**
 * What the index has come to.
 *
 * @param before exclusive: every record below it is in the index
 * @param fingerprint what the feeder said of the record before that; 0 while empty
 * @param place where that record lies in the log, a hint; -1 while empty
 * @param latest greatest time of occurrence below, epoch microseconds; the least there is if none
 */
record IndexState(long before, long fingerprint, int place, long latest) {
    static final IndexState EMPTY = new IndexState(0, 0, -1, Long.MIN_VALUE);
}
