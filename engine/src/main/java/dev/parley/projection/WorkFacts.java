package dev.parley.projection;

/** What reports count. Times are epoch microseconds of occurrence; agents are 0 where nobody is. */
public interface WorkFacts {
    /** Where a conversation is held; the inbox is 0 for an imported one. */
    record Place(long account, long shop, long inbox) {}

    /** What kind a message is of. */
    enum Kind {
        /** From the customer. */
        IN,
        /** To the customer, by a person. */
        OUT,
        /** Among those who answer. */
        NOTE
    }

    void opened(Place place, long at);

    void message(Place place, long at, Kind kind, long agent);

    /** The first answer to a customer who waited since {@code armedAt}. */
    void answered(Place place, long armedAt, long elapsedMicros, boolean within, long agent);

    void assigned(Place place, long at, long agent);

    /**
     * The customer's matter is done.
     *
     * @param elapsedMicros since the beginning or the last reopening; -1 where neither is known
     */
    void resolved(Place place, long at, long elapsedMicros, long agent);

    /** An agent had this many conversations, at least one, from one change to the next. */
    void held(long agent, int conversations, long from, long to);
}
