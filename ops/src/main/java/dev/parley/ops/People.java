package dev.parley.ops;

import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.seal.SealedField;

import java.util.HashMap;
import java.util.Map;

/** What the people who answer are called. Folded from the start of the log; one thread. */
final class People implements PartialEvents {
    private final OpenLog log;
    private final Map<Long, String> names = new HashMap<>();

    People(OpenLog log) {
        this.log = log;
    }

    /** Empty where nobody is, or the key of the name is not there. */
    String name(long agent) {
        return names.getOrDefault(agent, "");
    }

    @Override
    public void agentRegistered(
            Header h,
            long keyId,
            int capacity,
            Role role,
            long tokenHi,
            long tokenLo,
            Slice name,
            Slice email) {
        names.put(h.stream, log.text(name, 0, SealedField.AGENT_NAME.id()).orElse(""));
    }

    @Override
    public void agentUpdated(Header h, int capacity, Role role, Slice name, Slice email) {
        if (name.length() > 0) {
            names.put(h.stream, log.text(name, 0, SealedField.AGENT_UPDATED_NAME.id()).orElse(""));
        }
    }
}
