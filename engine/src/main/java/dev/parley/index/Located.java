package dev.parley.index;

import java.util.Arrays;

/**
 * Positions found, ascending.
 *
 * @param places where the record of each lies in the log, for a reader to seek
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record Located(long[] positions, int[] places) {
    /** Nothing. */
    public static final Located NONE = new Located(new long[0], new int[0]);

    /** How many. */
    public int count() {
        return positions.length;
    }

    /** Those below {@code before}. */
    public Located below(long before) {
        int found = Arrays.binarySearch(positions, before);
        int end = found < 0 ? -found - 1 : found;
        return end == count()
                ? this
                : new Located(Arrays.copyOf(positions, end), Arrays.copyOf(places, end));
    }

    /** These, and {@code more} behind them. */
    public Located with(Located more) {
        if (count() == 0 || more.count() == 0) {
            return count() == 0 ? more : this;
        }
        long[] allPositions = Arrays.copyOf(positions, count() + more.count());
        int[] allPlaces = Arrays.copyOf(places, allPositions.length);
        System.arraycopy(more.positions, 0, allPositions, count(), more.count());
        System.arraycopy(more.places, 0, allPlaces, count(), more.count());
        return new Located(allPositions, allPlaces);
    }
}
