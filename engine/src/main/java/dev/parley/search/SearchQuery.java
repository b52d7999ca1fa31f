package dev.parley.search;

/**
 * What is looked for.
 *
 * <p>Every word has to be in the message, in any inflected form, with or without diacritics; {@code
 * "several words"} in this order and exactly as written; {@code -word} must not be in it; {@code
 * wor*} begins one. What is beyond the bounds is left out: {@link #TEXT_CHARS} chars, {@link
 * #CLAUSES} words.
 *
 * @param account the only account whose messages may be found; 0 for all, which only a tool may ask
 * @param shop 0 for all of the account
 * @param conversation 0 for all
 * @param since epoch microseconds of occurrence, inclusive
 * @param until exclusive
 * @param skip hits to pass over, at most {@link #DEPTH} less the limit
 * @param limit hits at most, 1 to {@link #LIMIT}
 */
public record SearchQuery(
        String text,
        long account,
        long shop,
        long conversation,
        long since,
        long until,
        int skip,
        int limit) {
    public static final int TEXT_CHARS = 512;
    public static final int CLAUSES = 16;
    public static final int LIMIT = 100;
    public static final int DEPTH = 1_000;

    public SearchQuery {
        limit = Math.clamp(limit, 1, LIMIT);
        skip = Math.clamp(skip, 0, DEPTH - limit);
    }

    /** Whatever was written in an account, the newest first. */
    public static SearchQuery of(String text, long account, int limit) {
        return new SearchQuery(text, account, 0, 0, Long.MIN_VALUE, Long.MAX_VALUE, 0, limit);
    }

    /** The same but for what is passed over. */
    public SearchQuery skipping(int hits) {
        return new SearchQuery(text, account, shop, conversation, since, until, hits, limit);
    }
}
