package dev.parley.ops;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** All that clients did and were told, over all lives of a server. Any thread. */
final class Ledger {
    private final List<Talk> talks = new CopyOnWriteArrayList<>();
    private final Map<String, Long> shown = new ConcurrentHashMap<>();
    private final LongAdder answers = new LongAdder();
    private final AtomicReference<Runnable> onAnswer = new AtomicReference<>(() -> {});

    void add(Talk talk) {
        talks.add(talk);
    }

    List<Talk> talks() {
        return List.copyOf(talks);
    }

    /** The newest talk of this client. */
    Optional<Talk> last(String client) {
        return talks.reversed().stream()
                .filter(talk -> talk.name().startsWith(client + "-"))
                .findFirst();
    }

    long talksOf(String client) {
        return talks.stream().filter(talk -> talk.name().startsWith(client + "-")).count();
    }

    /** A message was answered. */
    void answered() {
        answers.increment();
        onAnswer.get().run();
    }

    long answers() {
        return answers.sum();
    }

    /** {@code action} runs on each answer from now on, on the client's thread. */
    void onAnswer(Runnable action) {
        onAnswer.set(action);
    }

    /** An agent's screen has shown this message. */
    void shown(String echoId, long position) {
        shown.put(echoId, position);
    }

    Map<String, Long> shown() {
        return Map.copyOf(shown);
    }
}
