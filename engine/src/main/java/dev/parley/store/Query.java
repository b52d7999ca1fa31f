package dev.parley.store;

import dev.parley.domain.Hash;
import dev.parley.log.LogRecord;
import dev.parley.log.RecordKind;
import dev.parley.ring.Condition;
import dev.parley.ring.Condition.Alternative;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Criteria in the keys of records: what the writer compares, what the index is asked for, and what
 * a record is sifted by before it is opened. Immutable.
 */
final class Query {
    private final List<Criterion> criteria;
    private final List<Alternative> foreign;
    private final List<Alternative> own;

    private Query(List<Criterion> criteria, List<Alternative> foreign, List<Alternative> own) {
        this.criteria = criteria;
        this.foreign = foreign;
        this.own = own;
    }

    /**
     * In keys.
     *
     * @param ownEvents null where the shard's own events are passed over
     */
    static Query of(List<Criterion> criteria, Vault vault, @Nullable OwnEvents ownEvents) {
        List<Alternative> foreign = new ArrayList<>();
        List<Alternative> own = new ArrayList<>();
        for (Criterion one : criteria) {
            foreign.add(new Alternative(vault.tags(one.tags()), vault.types(one.types()), false));
            if (ownEvents != null) {
                own(one, ownEvents).ifPresent(own::add);
            }
        }
        return new Query(List.copyOf(criteria), foreign, own);
    }

    /** For the writer. */
    Condition condition() {
        List<Alternative> both = new ArrayList<>(foreign);
        both.addAll(own);
        return new Condition(both);
    }

    List<Alternative> foreign() {
        return foreign;
    }

    List<Alternative> own() {
        return own;
    }

    /** Whether nothing can match. */
    boolean isEmpty() {
        return criteria.isEmpty();
    }

    /** Whether the record's keys match. */
    boolean matches(LogRecord record) {
        boolean ofOthers = record.kind() == RecordKind.FOREIGN;
        List<Alternative> alternatives = ofOthers ? foreign : own;
        for (int i = 0; i < alternatives.size(); i++) {
            if (ofOthers
                    ? matches(alternatives.get(i), record)
                    : matchesOwn(alternatives.get(i), record)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the event itself matches, word for word. */
    boolean confirms(StoredEvent event) {
        for (int i = 0; i < criteria.size(); i++) {
            if (criteria.get(i).matches(event.type(), event.tags())) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Alternative one, LogRecord record) {
        for (int i = 0; i < one.all().size(); i++) {
            if (!isTagged(record, one.all().get(i))) {
                return false;
            }
        }
        boolean matches = one.oneOf().isEmpty();
        for (int i = 0; i < one.oneOf().size() && !matches; i++) {
            Hash type = one.oneOf().get(i);
            matches = type.hi() == record.payloadHashHi() && type.lo() == record.payloadHashLo();
        }
        return matches;
    }

    private static boolean isTagged(LogRecord record, Hash tag) {
        for (int i = 0; i < record.tagCount(); i++) {
            if (record.tagHi(i) == tag.hi() && record.tagLo(i) == tag.lo()) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesOwn(Alternative one, LogRecord record) {
        return (one.all().isEmpty()
                        || (record.stream() != 0 && one.all().getFirst().lo() == record.stream()))
                && (one.oneOf().isEmpty()
                        || one.oneOf().stream().anyMatch(type -> type.lo() == record.eventType()));
    }

    private static Optional<Alternative> own(Criterion one, OwnEvents ownEvents) {
        List<Hash> types = new ArrayList<>();
        for (String name : one.types()) {
            OptionalInt type = ownEvents.eventType(name);
            if (type.isPresent()) {
                types.add(Condition.ownType(type.getAsInt()));
            }
        }
        if (types.isEmpty() && !one.types().isEmpty()) {
            return Optional.empty();
        }
        long stream = stream(one.tags());
        return one.tags().isEmpty() || stream > 0
                ? Optional.of(
                        new Alternative(
                                stream > 0 ? List.of(Condition.ownStream(stream)) : List.of(),
                                types,
                                true))
                : Optional.empty();
    }

    /** The stream that these tags name, or 0. */
    private static long stream(Set<EventTag> tags) {
        if (tags.size() != 1) {
            return 0;
        }
        EventTag only = tags.iterator().next();
        return only.key().equals(OwnEvents.STREAM) && only.value().matches("[1-9][0-9]{0,17}")
                ? Long.parseLong(only.value())
                : 0;
    }
}
