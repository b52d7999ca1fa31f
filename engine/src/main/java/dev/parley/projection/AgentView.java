package dev.parley.projection;

import dev.parley.domain.Hash;
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
}
