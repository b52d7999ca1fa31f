package dev.parley.index;

/** What a hash can stand for. Codes are part of the stored format. */
public enum Lookup {
    /** An inbox by its identifier. */
    INBOX_IDENTIFIER(1),
    /** An agent by the access token in force. */
    AGENT_TOKEN(2),
    /** A visitor by its source id. */
    VISITOR_SOURCE(3),
    /** An imported conversation by the id it had elsewhere. */
    EXTERNAL_ID(4);

    private final byte code;

    Lookup(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }
}
