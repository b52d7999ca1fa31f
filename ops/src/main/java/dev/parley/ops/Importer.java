package dev.parley.ops;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Limits;
import dev.parley.domain.Origin;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.seal.Hashes;
import dev.parley.seal.KeyStore;
import dev.parley.seal.SealedField;
import dev.parley.seal.Sealer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Puts past conversations into an engine, several under way at a time so that they share forces.
 * One thread. A conversation that the log has is passed over, one that it has in part is gone on
 * with, so an import that was cut short is simply run again.
 */
final class Importer {
    /** Conversations under way; far below the ring's slots, and enough to share a force. */
    private static final int UNDER_WAY = 64;

    /** Sealed bytes in one command: leaves room for each message's own fields below the bound. */
    private static final int COMMAND_BYTES = Limits.COMMAND_BYTES - 16_384;

    private static final long ANSWER_SECONDS = 30;

    /** What was done so far. */
    static final class Tally {
        long conversations;
        long messages;
        long skipped;
    }

    private final Function<Command, CompletableFuture<Answer>> engine;
    private final KeyStore keys;
    private final Sealer sealer;
    private final Hashes hashes;
    private final Imported imported;
    private final Origin origin;
    private final long accountKey;
    private final int targetSeconds;
    private final Map<String, Long> shops = new HashMap<>();
    private final Deque<CompletableFuture<Answer>> underWay = new ArrayDeque<>();
    private final Tally tally = new Tally();

    /**
     * @param account where it all goes
     * @param accountKey seals the names of shops
     * @param targetSeconds of shops that have to be made
     */
    Importer(
            Function<Command, CompletableFuture<Answer>> engine,
            KeyStore keys,
            Sealer sealer,
            Hashes hashes,
            Imported imported,
            long account,
            long accountKey,
            int targetSeconds) {
        this.engine = engine;
        this.keys = keys;
        this.sealer = sealer;
        this.hashes = hashes;
        this.imported = imported;
        this.origin = Origin.of(account, ActorKind.OPERATOR, 0);
        this.accountKey = accountKey;
        this.targetSeconds = targetSeconds;
    }

    /** A shop that is there already. */
    void knows(String code, long shop) {
        shops.putIfAbsent(code, shop);
    }

    Tally tally() {
        return tally;
    }

    /** Takes one conversation in; what it adds is in the log only after {@link #finish}. */
    void add(PastConversation past) {
        Hash external = hashes.externalId(origin.account(), past.shop(), past.id());
        Imported.Entry known = imported.find(external).orElse(null);
        if (known == null) {
            start(past, external);
        } else if (known.messages < past.messages().size()) {
            goOn(past, known, answered(known.started()).id());
        } else {
            tally.skipped++;
        }
    }

    /** Waits until everything is in the log. */
    void finish() {
        while (!underWay.isEmpty()) {
            accept(underWay.removeFirst());
        }
    }

    private void start(PastConversation past, Hash external) {
        long shop = shop(past.shop());
        long keyId = keys.take();
        List<Command.ImportedMessage> first =
                chunk(past, 0, Limits.EVENTS_PER_TRANSACTION - 1, shop, keyId);
        byte[] id =
                sealer.seal(keyId, shop, SealedField.IMPORTED_EXTERNAL_ID.id(), utf8(past.id()));
        Origin began = first.isEmpty() ? origin : origin.at(first.getFirst().occurredAt());
        Command command =
                new Command.ImportConversation(began, shop, keyId, external, Slice.of(id), first);
        Imported.Entry entry = new Imported.Entry(keyId, submit(command));
        entry.messages = first.size();
        imported.put(external, entry);
        tally.conversations++;
        tally.messages += first.size();
        if (first.size() < past.messages().size()) {
            goOn(past, entry, answered(entry.started()).id());
        }
    }

    private void goOn(PastConversation past, Imported.Entry entry, long conversation) {
        long shop = shop(past.shop());
        while (entry.messages < past.messages().size()) {
            List<Command.ImportedMessage> next =
                    chunk(past, entry.messages, Limits.EVENTS_PER_TRANSACTION, shop, entry.keyId());
            // The conversation's own event is the first of its seqs.
            int lastSeq = entry.messages + 1;
            CompletableFuture<Answer> _ =
                    submit(new Command.ImportMessages(origin, conversation, lastSeq, next));
            entry.messages += next.size();
            tally.messages += next.size();
        }
    }

    private List<Command.ImportedMessage> chunk(
            PastConversation past, int from, int count, long shop, long keyId) {
        List<Command.ImportedMessage> chunk = new ArrayList<>();
        int bytes = 0;
        for (int i = from; i < past.messages().size() && chunk.size() < count; i++) {
            PastConversation.Message message = past.messages().get(i);
            byte[] text =
                    sealer.seal(
                            keyId, shop, SealedField.IMPORTED_CONTENT.id(), utf8(message.text()));
            bytes += text.length;
            if (bytes > COMMAND_BYTES) {
                break;
            }
            chunk.add(new Command.ImportedMessage(message.at(), message.from(), Slice.of(text)));
        }
        return chunk;
    }

    private long shop(String code) {
        Long known = shops.get(code);
        if (known != null) {
            return known;
        }
        byte[] name = sealer.seal(accountKey, 0, SealedField.SHOP_NAME.id(), utf8(code));
        Command command =
                new Command.RegisterShop(
                        origin, targetSeconds, Slice.of(utf8(code)), Slice.of(name));
        long made = answered(engine.apply(command)).id();
        shops.put(code, made);
        return made;
    }

    private CompletableFuture<Answer> submit(Command command) {
        while (underWay.size() >= UNDER_WAY) {
            accept(underWay.removeFirst());
        }
        CompletableFuture<Answer> answer = engine.apply(command);
        underWay.addLast(answer);
        return answer;
    }

    private static void accept(CompletableFuture<Answer> answer) {
        Answer _ = answered(answer);
    }

    /** The answer, which must not be a refusal: what is asked here was checked before. */
    static Answer answered(CompletableFuture<Answer> pending) {
        try {
            Answer answer = pending.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (answer.rejection() != Rejection.NONE) {
                throw Failure.environment(
                        "the engine refused with "
                                + answer.rejection()
                                + "; what was loaded so far stays. Mend it and run the import"
                                + " again: it goes on where it stopped.");
            }
            return answer;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Failure.environment("interrupted. Run the import again: it goes on.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a command was never answered", e.getCause());
        } catch (TimeoutException _) {
            throw Failure.environment(
                    "no answer within "
                            + ANSWER_SECONDS
                            + " s. Check the disk and run the import again: it goes on.");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
