package dev.parley.seal;

/** The key store cannot do its work. Never a business refusal. */
public final class KeyStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Stable categories; none is ever reused. */
    public enum Code {
        /**
         * A file of the store cannot be read, written or forced. Final: the store makes no more
         * keys.
         */
        KEY_IO,
        /** The key of the log itself is missing or damaged. */
        LOG_KEY_LOST,
        /** A key that sealing or hashing needs is absent or damaged. */
        KEY_MISSING,
        /** A key that sealing or hashing needs was erased on purpose. */
        KEY_ERASED,
        /** No fresh key within the deadline. */
        POOL_DRY
    }

    private final Code code;
    private final long keyId;

    /** {@code keyId} is 0 where no single key is meant. */
    public KeyStoreException(Code code, long keyId, String message) {
        super(code + ": " + message);
        this.code = code;
        this.keyId = keyId;
    }

    /** The same with what caused it. */
    public KeyStoreException(Code code, long keyId, String message, Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
        this.keyId = keyId;
    }

    public Code code() {
        return code;
    }

    /** The key in question, or 0. */
    public long keyId() {
        return keyId;
    }
}
