package dev.parley.domain;

/**
 * Every bound of the domain in one place; a command beyond one is refused with the limit's name and
 * value. Bytes are those of the plain text in UTF-8: sealing adds {@link #SEAL_OVERHEAD_BYTES}.
 */
public final class Limits {
    public static final int MESSAGE_BYTES = 16_384;
    public static final int ATTRIBUTES_BYTES = 8_192;
    public static final int PROFILE_BYTES = 8_192;
    public static final int CONTEXT_BYTES = 8_192;
    public static final int SETTINGS_BYTES = 8_192;
    public static final int NAME_BYTES = 256;
    public static final int SHOP_CODE_BYTES = 64;
    public static final int IDENTIFIER_BYTES = 128;
    public static final int COMMENT_BYTES = 4_096;
    public static final int IDEMPOTENCY_KEY_BYTES = 256;

    /** Key id, nonce and tag around each sealed field. */
    public static final int SEAL_OVERHEAD_BYTES = 64;

    /**
     * Bytes of all slices of one command: what a transaction of 256 KiB holds, less 128 for the
     * other fields of each of its events.
     */
    public static final int COMMAND_BYTES = 253_952;

    public static final int EVENTS_PER_TRANSACTION = 64;
    public static final int TAGS_PER_EVENT = 8;
    public static final int KEYS_PER_CONVERSATION = 64;
    public static final int KEYS_PER_VISITOR = 16;
    public static final int OPEN_CONVERSATIONS_PER_VISITOR = 16;

    /**
     * Waiting conversations that one agent gave back: who becomes free looks past these at most.
     */
    public static final int GIVEN_BACK_PER_AGENT = 64;

    /**
     * A conversation of so many is full. Commands are refused but the one that resolves it, it is
     * not recalled once it has left memory, and instead of moving on when its agent leaves it is
     * resolved by the system. What its last command and its timers still add is below {@link
     * #EVENTS_PER_TRANSACTION}.
     */
    public static final int EVENTS_PER_CONVERSATION = 1_000_000;

    public static final int ACCOUNTS_PER_SHARD = 10_000;
    public static final int SHOPS_PER_ACCOUNT = 10_000;
    public static final int INBOXES_PER_ACCOUNT = 10_000;
    public static final int AGENTS_PER_ACCOUNT = 10_000;
    public static final int OPEN_CONVERSATIONS_PER_ACCOUNT = 1_000_000;
    public static final int CAPACITY_MIN = 0;

    /**
     * All of an agent's conversations can move on in one transaction: 1 + 2 x 30 events at most 64.
     */
    public static final int CAPACITY_MAX = 30;

    public static final int TARGET_SECONDS_MIN = 1;
    public static final int TARGET_SECONDS_MAX = 604_800;
    public static final int RATING_MIN = 1;
    public static final int RATING_MAX = 5;

    /**
     * How long a resolved conversation, or a visitor who has none, stays in memory, by recordedAt.
     */
    public static final long MEMORY_MICROS = 24L * 3_600 * 1_000_000;

    /**
     * How old the position may be at which a caller folded an absent conversation. Far below
     * MEMORY_MICROS.
     */
    public static final long RECALL_MICROS = 3_600L * 1_000_000;

    private Limits() {}
}
