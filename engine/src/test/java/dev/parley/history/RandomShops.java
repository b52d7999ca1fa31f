package dev.parley.history;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Events;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.Origin;
import dev.parley.domain.Outcome;
import dev.parley.domain.Presence;
import dev.parley.domain.Recalled;
import dev.parley.domain.Rejection;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.floor.Decider;
import dev.parley.domain.floor.Evolver;
import dev.parley.domain.floor.Floor;
import dev.parley.domain.visitor.Visitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Lives a shard through a random history: two accounts, some agents, visitors who come back after
 * minutes or days, timers, clock steps, imports. The same seed gives the same commands at the same
 * times.
 */
public final class RandomShops {
    private static final long SECOND = 1_000_000;

    private final Random random;
    private Floor floor;
    private Decider decider;
    private final Outcome outcome = new Outcome();
    private final List<Long> accounts = new ArrayList<>();
    private final List<Long> shops = new ArrayList<>();
    private final List<Long> inboxes = new ArrayList<>();
    private final List<Long> agents = new ArrayList<>();
    private final List<Long> visitors = new ArrayList<>();
    private final Set<Long> erased = new HashSet<>();
    private final List<Long> conversations = new ArrayList<>();
    private final Map<Long, Recalled.ConversationSummary> lastSeen = new HashMap<>();
    private final Map<Long, Recalled.VisitorSummary> visitorsSeen = new HashMap<>();
    private long now = 1_700_000_000L * SECOND;
    private long nextHash = 1;

    /**
     * @param sink wraps the floor: what it answers records, then applies to the floor given
     */
    public RandomShops(long seed, Floor floor, UnaryOperator<Events> sink) {
        this.random = new Random(seed);
        this.floor = floor;
        this.decider = new Decider(floor, new Header(), sink.apply(new Evolver(floor)));
        for (int i = 0; i < 2; i++) {
            long account = must(new Command.RegisterAccount(operator(0), 10 + i, bytes(12)));
            accounts.add(account);
            for (int j = 0; j < 2; j++) {
                Slice code = Slice.of(new byte[] {(byte) ('a' + j)});
                long shop =
                        must(
                                new Command.RegisterShop(
                                        operator(account), 30 + 30 * j, code, bytes(9)));
                shops.add(shop);
                inboxes.add(
                        must(
                                new Command.RegisterInbox(
                                        operator(account), shop, hash(), bytes(16), bytes(30))));
            }
            for (int j = 0; j < 3; j++) {
                agents.add(
                        must(
                                new Command.RegisterAgent(
                                        operator(account),
                                        20 + j,
                                        1 + j,
                                        Role.AGENT,
                                        hash(),
                                        bytes(8),
                                        bytes(20))));
            }
        }
    }

    /** Goes on with another floor of the same state. */
    public void restart(Floor floor, UnaryOperator<Events> sink) {
        this.floor = floor;
        this.decider = new Decider(floor, new Header(), sink.apply(new Evolver(floor)));
    }

    /** Shard time, epoch microseconds. */
    public long now() {
        return now;
    }

    public List<Long> accounts() {
        return accounts;
    }

    public List<Long> agents() {
        return agents;
    }

    public List<Long> shops() {
        return shops;
    }

    /** Every visitor that ever was. */
    public List<Long> visitors() {
        return visitors;
    }

    /** Every conversation that ever was. */
    public List<Long> conversations() {
        return conversations;
    }

    /** Lets time pass and one thing happen. */
    public void step() {
        now += random.nextInt(60) == 0 ? hours(1 + random.nextInt(14)) : random.nextInt(20_000_000);
        fireTimers();
        ask(next());
        noteSummaries();
    }

    private Command next() {
        int dice = random.nextInt(100);
        if (conversations.isEmpty() || dice < 12) {
            return arrival();
        }
        long conversation = conversations.get(conversations.size() - 1 - skewed());
        Recalled.ConversationSummary known = lastSeen.get(conversation);
        if (known == null) {
            return arrival();
        }
        long account = accountOf(known.shop());
        long agent = agents.get(random.nextInt(3) + (account == accounts.getFirst() ? 0 : 3));
        Origin byAgent = Origin.of(account, ActorKind.AGENT, agent);
        Origin byVisitor = Origin.of(account, ActorKind.VISITOR, known.visitor());
        if (random.nextInt(3) == 0) {
            byVisitor = byVisitor.withKey(new Hash(7, 1 + random.nextInt(50)), new Hash(7, 7));
        }
        return switch (dice / 4) {
            case 3, 4, 5, 6, 7, 8 ->
                    new Command.PostMessage(byVisitor, conversation, false, bytes(40), Slice.EMPTY);
            case 9, 10, 11 ->
                    new Command.PostMessage(
                            byAgent, conversation, dice % 5 == 0, bytes(40), bytes(3));
            case 12, 13, 14, 15, 16 -> new Command.ResolveConversation(byAgent, conversation);
            case 17 -> new Command.ReopenConversation(byAgent, conversation);
            case 18 ->
                    new Command.TransferConversation(
                            byAgent, conversation, dice % 2 == 0 ? 0 : agent);
            case 19 -> new Command.AssignConversation(byAgent, conversation, agent);
            case 20 ->
                    new Command.RateConversation(byVisitor, conversation, 1 + dice % 5, bytes(5));
            case 21 -> new Command.MarkSeen(byAgent, conversation, random.nextInt(known.seq() + 1));
            case 22 ->
                    new Command.MarkSeen(
                            byVisitor, conversation, random.nextInt(known.visitorSeq() + 1));
            case 23 -> new Command.ChangePresence(byAgent, agent, presence());
            default ->
                    random.nextInt(4) == 0
                            ? new Command.EraseVisitor(
                                    byAgent, known.visitor(), known(known.visitor()).keyId())
                            : new Command.UpdateVisitor(byVisitor, known.visitor(), bytes(25));
        };
    }

    private Command arrival() {
        int place = random.nextInt(inboxes.size());
        long account = accountOf(shops.get(place));
        int dice = random.nextInt(20);
        if (dice == 0) {
            decider.clockStepped(random.nextInt(90_000_000), now);
        }
        if (dice == 1) {
            return new Command.ImportConversation(
                    operator(account), shops.get(place), 5, hash(), bytes(9), imported());
        }
        if (dice < 8 || visitors.isEmpty()) {
            return new Command.RegisterVisitor(
                    operator(account), 30, inboxes.get(place), hash(), bytes(16), bytes(30));
        }
        long visitor = visitors.get(visitors.size() - 1 - random.nextInt(visitors.size()));
        long owner = accountOf(known(visitor).shop());
        if (dice == 19 && random.nextInt(3) == 0) {
            return new Command.EraseVisitor(operator(owner), visitor, known(visitor).keyId());
        }
        return new Command.StartConversation(
                Origin.of(owner, ActorKind.VISITOR, visitor), visitor, bytes(20));
    }

    private List<Command.ImportedMessage> imported() {
        List<Command.ImportedMessage> messages = new ArrayList<>();
        long at = now - hours(100);
        for (int i = random.nextInt(4); i >= 0; i--) {
            ActorKind from = random.nextBoolean() ? ActorKind.VISITOR : ActorKind.AGENT;
            messages.add(new Command.ImportedMessage(at, from, bytes(30)));
            at += random.nextInt(100) * SECOND;
        }
        return messages;
    }

    private void ask(Command command) {
        decider.decide(command, now, outcome);
        if (outcome.rejection == Rejection.ABSENT) {
            Recalled recalled = recall(command);
            if (erased.contains(recalled.visitor().visitor())) {
                return;
            }
            decider.decide(recalled, now, outcome);
        }
        if (outcome.rejection != Rejection.NONE) {
            return;
        }
        switch (command) {
            case Command.RegisterVisitor _ -> visitors.add(outcome.id);
            case Command.StartConversation _ -> conversations.add(outcome.id);
            case Command.EraseVisitor c -> erased.add(c.visitor());
            default -> {}
        }
    }

    private Recalled recall(Command command) {
        return switch (command) {
            case Command.OfConversation c -> {
                Recalled.ConversationSummary summary =
                        Objects.requireNonNull(lastSeen.get(c.conversation()));
                yield new Recalled(command, now, known(summary.visitor()), List.of(summary));
            }
            case Command.StartConversation c ->
                    new Recalled(command, now, known(c.visitor()), List.of());
            case Command.UpdateVisitor c ->
                    new Recalled(command, now, known(c.visitor()), List.of());
            case Command.EraseVisitor c ->
                    new Recalled(command, now, known(c.visitor()), List.of());
            default -> throw new IllegalStateException("absent: " + command);
        };
    }

    private void fireTimers() {
        List<Long> due = new ArrayList<>();
        floor.forEachConversation(
                each -> {
                    if (each.open && each.isUnanswered()) {
                        due.add(each.id);
                    }
                });
        due.sort(null);
        due.forEach(each -> decider.fireFirstResponse(each, now));
    }

    private void noteSummaries() {
        floor.forEachConversation(each -> lastSeen.put(each.id, summary(each)));
        for (long id : visitors) {
            Visitor visitor = floor.visitor(id);
            if (visitor != null) {
                visitorsSeen.put(
                        id,
                        new Recalled.VisitorSummary(
                                id, visitor.keyId, visitor.shop, visitor.inbox));
            }
        }
    }

    private static Recalled.ConversationSummary summary(Conversation each) {
        return new Recalled.ConversationSummary(
                each.id,
                each.shop,
                each.inbox,
                each.visitor,
                each.number,
                each.seq,
                each.visitorSeq,
                each.firstResponse,
                each.armedAt,
                each.deadline,
                each.idleSince);
    }

    private Recalled.VisitorSummary known(long visitor) {
        return Objects.requireNonNull(visitorsSeen.get(visitor));
    }

    private long must(Command command) {
        decider.decide(command, now, outcome);
        if (outcome.rejection != Rejection.NONE) {
            throw new IllegalStateException(outcome.rejection + ": " + command);
        }
        return outcome.id;
    }

    private long accountOf(long shop) {
        return accounts.get(shops.indexOf(shop) / 2);
    }

    /** Mostly the newest conversations. */
    private int skewed() {
        int span =
                random.nextInt(2) == 0 ? conversations.size() : Math.min(8, conversations.size());
        return random.nextInt(span);
    }

    private Presence presence() {
        return random.nextInt(3) == 0 ? Presence.OFFLINE : Presence.ONLINE;
    }

    private Hash hash() {
        return new Hash(99, nextHash++);
    }

    private Slice bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Slice.of(bytes);
    }

    private static Origin operator(long account) {
        return Origin.of(account, ActorKind.OPERATOR, 0);
    }

    private static long hours(int hours) {
        return hours * 3_600L * SECOND;
    }
}
