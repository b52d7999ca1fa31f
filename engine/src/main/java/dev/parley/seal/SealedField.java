package dev.parley.seal;

/**
 * Every sealed field, by the id that its envelope is bound to: event type id {@code << 16 |} field
 * id of the schema. Whoever seals and whoever opens names the field by this.
 *
 * <p>The shop that an envelope is bound to is the shop of the visitor, conversation or inbox; for
 * accounts, shops themselves (their id is not known before) and agents it is 0.
 */
public enum SealedField {
    ACCOUNT_NAME(1, 2),
    SHOP_NAME(2, 3),
    INBOX_IDENTIFIER(3, 3),
    INBOX_SETTINGS(3, 4),
    AGENT_NAME(4, 4),
    AGENT_EMAIL(4, 5),
    AGENT_UPDATED_NAME(5, 2),
    AGENT_UPDATED_EMAIL(5, 3),
    VISITOR_SOURCE_ID(8, 5),
    VISITOR_PROFILE(8, 6),
    VISITOR_UPDATED_PROFILE(9, 1),
    CONVERSATION_CONTEXT(11, 5),
    MESSAGE_CONTENT(12, 3),
    MESSAGE_ATTRIBUTES(12, 4),
    MESSAGE_UPDATED_CONTENT(13, 4),
    MESSAGE_UPDATED_ATTRIBUTES(13, 5),
    RATING_COMMENT(23, 2),
    IMPORTED_EXTERNAL_ID(25, 5),
    IMPORTED_CONTENT(26, 2),
    /** Of events that are not the schema's: their type ids begin at {@link #FOREIGN}. */
    VIEW_NAME(0x7001, 1),
    VIEW_QUERY(0x7001, 2);

    private static final int FOREIGN = 0x7000;

    private final int id;

    SealedField(int eventType, int field) {
        this.id = eventType << 16 | field;
    }

    /** Whether a field of the event schema, and none of an event behind the storage engine. */
    public boolean isOfSchema() {
        return id >> 16 < FOREIGN;
    }

    /** The id that {@link Sealer} takes. */
    public int id() {
        return id;
    }
}
