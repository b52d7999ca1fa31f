package dev.parley.codec;

import java.util.List;

/**
 * One field of an event as the schema has it.
 *
 * @param name as in the schema, camelCase
 * @param jsonName the same in snake_case
 * @param id unique in the event, never reused
 * @param since first version that has it, from 1
 * @param offset in the root block, bytes; -1 for data behind it
 * @param bytes in the root block; 0 for data
 * @param classed public, sealed or hashed; empty where the schema forgot
 * @param values names by code where the kind is VALUE, else empty
 */
record Field(
        String name,
        String jsonName,
        int id,
        int since,
        Kind kind,
        int offset,
        int bytes,
        String classed,
        String description,
        List<String> values) {
    /** How the bytes are to be understood. */
    enum Kind {
        INT32,
        INT64,
        FLAG,
        /** A code of a list of names. */
        VALUE,
        HASH,
        /** Plain text, for everybody. */
        PUBLIC_TEXT,
        /** Envelope around text. */
        TEXT,
        /** Envelope around a JSON object. */
        JSON
    }

    Field {
        values = List.copyOf(values);
    }

    /** Whether it is length-prefixed data behind the root block. */
    boolean isData() {
        return offset < 0;
    }

    /** Whether its bytes are an envelope. */
    boolean isSealed() {
        return classed.equals("sealed");
    }
}
