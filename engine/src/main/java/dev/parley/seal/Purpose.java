package dev.parley.seal;

/** What a hash is of. Each has a sub-key of its own, made with the label: part of the format. */
enum Purpose {
    IDEMPOTENCY_KEY(0, "idempotency-key"),
    PAYLOAD(1, "payload"),
    TAG(2, "tag"),
    EVENT_TYPE(3, "event-type"),
    SOURCE_ID(4, "source-id"),
    INBOX_IDENTIFIER(5, "inbox-identifier"),
    ACCESS_TOKEN(6, "access-token"),
    EXTERNAL_ID(7, "external-id");

    private final int place;
    private final String label;

    Purpose(int place, String purpose) {
        this.place = place;
        this.label = "parley/1/" + purpose;
    }

    /** Counted from 0 without a gap. */
    int place() {
        return place;
    }

    String label() {
        return label;
    }
}
