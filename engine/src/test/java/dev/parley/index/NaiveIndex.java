package dev.parley.index;

import dev.parley.domain.Events;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Keeps every fact and searches them all for each question, as of any position. */
final class NaiveIndex {
    /** Numbers of an event: its fields without header, slices and enums. */
    record Fact(String type, long position, long account, long stream, List<Long> numbers) {
        Hash hash(int at) {
            return new Hash(numbers.get(at), numbers.get(at + 1));
        }
    }

    private final List<Fact> facts = new ArrayList<>();

    /** Notes each event, whose position is set by then, and passes it on. */
    Events into(Events next) {
        return (Events)
                Proxy.newProxyInstance(
                        Events.class.getClassLoader(),
                        new Class<?>[] {Events.class},
                        (_, method, arguments) -> {
                            Header h = (Header) arguments[0];
                            List<Long> numbers = new ArrayList<>();
                            for (Object each : arguments) {
                                if (each instanceof Number number) {
                                    numbers.add(number.longValue());
                                }
                            }
                            String type = method.getName();
                            facts.add(new Fact(type, h.position, h.account, h.stream, numbers));
                            try {
                                return method.invoke(next, arguments);
                            } catch (InvocationTargetException e) {
                                throw new IllegalStateException(e.getCause());
                            }
                        });
    }

    List<Fact> facts() {
        return facts;
    }

    long[] positions(long stream, long before) {
        return until(before).filter(f -> f.stream == stream).mapToLong(Fact::position).toArray();
    }

    List<NumberedConversation> conversations(long account, long before) {
        return until(before)
                .filter(f -> f.account == account)
                .flatMap(
                        f ->
                                switch (f.type) {
                                    case "conversationStarted" ->
                                            Stream.of(numbered(f, f.numbers.get(3)));
                                    case "conversationImported" ->
                                            Stream.of(numbered(f, f.numbers.get(2)));
                                    default -> Stream.of();
                                })
                .toList();
    }

    long[] conversationsOf(long visitor, long before) {
        return until(before)
                .filter(f -> f.type.equals("conversationStarted") && f.numbers.get(2) == visitor)
                .mapToLong(Fact::stream)
                .toArray();
    }

    OptionalLong find(Lookup kind, Hash hash, long before) {
        return switch (kind) {
            case INBOX_IDENTIFIER -> only(named("inboxRegistered", hash, 1, before));
            case VISITOR_SOURCE -> only(named("visitorRegistered", hash, 3, before));
            case EXTERNAL_ID -> only(named("conversationImported", hash, 3, before));
            case AGENT_TOKEN -> only(tokenHolders(hash, before));
        };
    }

    private LongStream tokenHolders(Hash hash, long before) {
        return until(before)
                .filter(f -> f.type.equals("agentRegistered"))
                .mapToLong(Fact::stream)
                .filter(agent -> hash.equals(token(agent, before)));
    }

    private Hash token(long agent, long before) {
        return until(before)
                .filter(f -> f.stream == agent)
                .flatMap(
                        f ->
                                switch (f.type) {
                                    case "agentRegistered" -> Stream.of(f.hash(2));
                                    case "agentTokenIssued" -> Stream.of(f.hash(0));
                                    default -> Stream.of();
                                })
                .reduce(Hash.NONE, (_, later) -> later);
    }

    private LongStream named(String type, Hash hash, int at, long before) {
        return until(before)
                .filter(f -> f.type.equals(type) && f.hash(at).equals(hash))
                .mapToLong(Fact::stream);
    }

    private Stream<Fact> until(long before) {
        return facts.stream().filter(f -> f.position < before);
    }

    private static NumberedConversation numbered(Fact fact, long number) {
        return new NumberedConversation(number, fact.stream);
    }

    private static OptionalLong only(LongStream ids) {
        return ids.reduce((_, later) -> later);
    }
}
