package dev.parley.codec;

/**
 * Takes the fields of an event in payload order, named in snake_case. A port: this package knows no
 * JSON library.
 */
public interface FieldSink {
    void number(String name, long value);

    void flag(String name, boolean value);

    /** Public or opened text, the name of a value, or a hash in hexadecimal digits. */
    void text(String name, String value);

    /** An opened JSON object, as whoever sealed it wrote it: not checked here. */
    void json(String name, String value);

    /** A field that was not opened: {@code {"sealed":keyId}}. */
    void sealed(String name, long keyId);

    /** A field that was not given: {@code null}. */
    void absent(String name);
}
