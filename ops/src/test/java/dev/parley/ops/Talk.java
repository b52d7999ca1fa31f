package dev.parley.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One visitor with one conversation, as its client knows it. Any thread. */
final class Talk {
    private final String name;
    private final String sourceId;
    private final List<Sent> sent = new ArrayList<>();
    private OptionalLong number = OptionalLong.empty();
    private long id;

    /** A visitor that has been answered; the conversation has not been asked for yet. */
    Talk(String name, String sourceId) {
        this.name = name;
        this.sourceId = sourceId;
    }

    String name() {
        return name;
    }

    String sourceId() {
        return sourceId;
    }

    /** The conversation was answered: its public number and its id. */
    synchronized void started(long conversationNumber, long conversationId) {
        number = OptionalLong.of(conversationNumber);
        id = conversationId;
    }

    synchronized boolean isStarted() {
        return number.isPresent();
    }

    synchronized long number() {
        return number.orElseThrow();
    }

    synchronized long id() {
        return id;
    }

    /** Notes the next message, before it is sent. */
    synchronized Sent next() {
        Sent next = new Sent(name, sent.size());
        sent.add(next);
        return next;
    }

    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    synchronized Optional<Sent> sent(String echoId) {
        return sent.stream().filter(each -> each.echoId().equals(echoId)).findFirst();
    }
}
