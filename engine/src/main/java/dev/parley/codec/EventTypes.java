package dev.parley.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the schema says of the events: type ids, names ({@code MessagePosted}), versions and field
 * ids. Read once when first used; immutable; look-ups by type id allocate nothing.
 */
public final class EventTypes {
    private static final List<EventType> ALL = Schema.load();
    private static final EventType[] BY_ID = byId();
    private static final Map<String, EventType> BY_NAME = byName();
    private static final int[] VERSIONS = versions();

    /** Block lengths by type id and version. */
    private static final int[][] BLOCKS = blocks();

    private EventTypes() {}

    /** All type ids, ascending. */
    public static List<Integer> ids() {
        return ALL.stream().map(EventType::id).toList();
    }

    /** Whether this program can read events of the type in the version. */
    public static boolean isKnown(int typeId, int version) {
        return typeId > 0
                && typeId < VERSIONS.length
                && version >= 1
                && version <= VERSIONS[typeId];
    }

    /** Name of the type. Throws IllegalStateException for one that this program does not know. */
    public static String name(int typeId) {
        return type(typeId).name();
    }

    /** Id of the type with this name. Throws IllegalArgumentException where there is none. */
    public static int id(String name) {
        return type(name).id();
    }

    /** Whether a type has this name. */
    public static boolean isName(String name) {
        return BY_NAME.containsKey(name);
    }

    /**
     * Version in which the type is written today, from 1. Throws IllegalStateException for a type
     * that this program does not know.
     */
    public static int version(int typeId) {
        if (typeId <= 0 || typeId >= VERSIONS.length || VERSIONS[typeId] == 0) {
            throw unknown(typeId);
        }
        return VERSIONS[typeId];
    }

    /**
     * What binds a sealed value to its place: type id &lt;&lt; 16 | id of the field in the schema.
     * Whoever seals and whoever opens must agree on it. Throws IllegalArgumentException where the
     * type has no such sealed field.
     */
    public static int fieldId(String type, String field) {
        EventType found = type(type);
        for (Field candidate : found.fields()) {
            if (candidate.name().equals(field) && candidate.isSealed()) {
                return fieldId(found, candidate);
            }
        }
        throw new IllegalArgumentException(type + " has no sealed field " + field);
    }

    static int fieldId(EventType type, Field field) {
        return type.id() << 16 | field.id();
    }

    static List<EventType> all() {
        return ALL;
    }

    static EventType type(int typeId) {
        EventType found = typeId > 0 && typeId < BY_ID.length ? BY_ID[typeId] : null;
        if (found == null) {
            throw unknown(typeId);
        }
        return found;
    }

    static EventType type(String name) {
        EventType found = BY_NAME.get(name);
        if (found == null) {
            throw new IllegalArgumentException("event type=" + name + " is not in the schema");
        }
        return found;
    }

    /** Bytes of the root block; the type must be known in the version. */
    static int blockLength(int typeId, int version) {
        return BLOCKS[typeId][version];
    }

    private static IllegalStateException unknown(int typeId) {
        return new IllegalStateException("event type=" + typeId + " is not known to this version");
    }

    private static EventType[] byId() {
        EventType[] types = new EventType[ALL.getLast().id() + 1];
        ALL.forEach(type -> types[type.id()] = type);
        return types;
    }

    private static Map<String, EventType> byName() {
        Map<String, EventType> types = new HashMap<>();
        ALL.forEach(type -> types.put(type.name(), type));
        return Map.copyOf(types);
    }

    private static int[] versions() {
        int[] versions = new int[BY_ID.length];
        ALL.forEach(type -> versions[type.id()] = type.version());
        return versions;
    }

    private static int[][] blocks() {
        int[][] blocks = new int[BY_ID.length][];
        for (EventType type : ALL) {
            int[] lengths = new int[type.version() + 1];
            for (int version = 1; version < lengths.length; version++) {
                lengths[version] = type.blockLength(version);
            }
            blocks[type.id()] = lengths;
        }
        return blocks;
    }
}
