package dev.parley.projection;

import dev.parley.domain.Description;
import dev.parley.domain.Hash;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.Presence;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;

/**
 * A person who answers; name and email are sealed. Immutable.
 *
 * @param load open conversations held
 */
public record AgentView(
        long id,
        long account,
        long keyId,
        int capacity,
        Role role,
        Hash token,
        Presence presence,
        int load,
        Slice name,
        Slice email) {
    AgentView with(int capacity, Role role, Slice name, Slice email) {
        return new AgentView(
                id, account, keyId, capacity, role, token, presence, load, name, email);
    }

    AgentView with(Hash token) {
        return new AgentView(
                id, account, keyId, capacity, role, token, presence, load, name, email);
    }

    AgentView with(Presence presence) {
        return new AgentView(
                id, account, keyId, capacity, role, token, presence, load, name, email);
    }

    AgentView withLoad(int load) {
        return new AgentView(
                id, account, keyId, capacity, role, token, presence, load, name, email);
    }

    void describe(LongSink sink) {
        sink.put(id);
        sink.put(account);
        sink.put(keyId);
        sink.put(capacity);
        sink.put(role.code());
        sink.put(token.hi());
        sink.put(token.lo());
        sink.put(presence.code());
        sink.put(load);
        Description.bytes(sink, name);
        Description.bytes(sink, email);
    }

    static AgentView from(LongSource source) {
        return new AgentView(
                source.next(),
                source.next(),
                source.next(),
                source.nextInt(),
                Role.of(source.nextInt()),
                new Hash(source.next(), source.next()),
                Presence.of(source.nextInt()),
                source.nextInt(),
                Description.bytes(source),
                Description.bytes(source));
    }
}
