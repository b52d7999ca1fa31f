package dev.parley.desk;

/** Every bound of the desk. Bytes are UTF-8; a refusal names the value and the limit. */
public final class DeskLimits {
    public static final int SHORT_CODE_BYTES = 64;

    /** Of a reply, all four steps of a scheme together: half of what a message may hold. */
    public static final int CONTENT_BYTES = 8_192;

    public static final int LANGUAGE_BYTES = 16;
    public static final int CANNED_REPLIES_PER_ACCOUNT = 1_000;

    /** Apologise, confirm in their words, solve, apologise again. */
    public static final int STEPS = 4;

    public static final int LABEL_TITLE_BYTES = 64;
    public static final int LABEL_DESCRIPTION_BYTES = 512;
    public static final int LABELS_PER_ACCOUNT = 500;
    public static final int LABELS_PER_CONVERSATION = 20;

    public static final int VIEW_NAME_BYTES = 128;
    public static final int VIEW_QUERY_BYTES = 4_096;
    public static final int VIEWS_PER_AGENT = 100;

    /** Conversations whose labels are kept in memory; those of others are read from the log. */
    public static final int LABELLED_IN_MEMORY = 131_072;

    private DeskLimits() {}
}
