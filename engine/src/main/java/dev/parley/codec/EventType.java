package dev.parley.codec;

import java.util.List;
import java.util.stream.Stream;

/** One event as the schema has it; fields of the root block first, then data, in payload order. */
record EventType(int id, String name, List<Field> fields) {
    EventType {
        fields = List.copyOf(fields);
    }

    /** The version written today: the youngest field's, from 1. */
    int version() {
        return fields.stream().mapToInt(Field::since).max().orElse(1);
    }

    /** Bytes of the root block in {@code version}. */
    int blockLength(int version) {
        return known(version)
                .filter(field -> !field.isData())
                .mapToInt(field -> field.offset() + field.bytes())
                .max()
                .orElse(0);
    }

    private Stream<Field> known(int version) {
        return fields.stream().filter(field -> field.since() <= version);
    }
}
