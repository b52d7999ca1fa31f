package dev.parley.simulation;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Origin;
import dev.parley.domain.Presence;
import dev.parley.domain.Rejection;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.ring.Recaller;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Visitors and agents of one shop. They know only what they were answered; what they asked with a
 * key they ask again, while it is on its way and after a crash, until they are answered.
 */
final class Clients {
    private record Talk(long id, long visitor) {}

    private static final int PENDING_AT_MOST = 6;

    /** Every visitor's. */
    private static final long KEY = 7;

    private final Random random;
    private final Witness witness;
    private final Tally tally;
    private final List<Call> pending = new ArrayList<>();
    private final List<Long> agents = new ArrayList<>();
    private final List<Long> visitors = new ArrayList<>();
    private final List<Talk> talks = new ArrayList<>();
    private long account;
    private long shop;
    private long inbox;
    private int calls;

    Clients(Random random, Witness witness, Tally tally) {
        this.random = random;
        this.witness = witness;
        this.tally = tally;
    }

    /** Asks for the shop, its inbox and its agents, one after the other. */
    void ask(Life life, int opening) {
        switch (opening) {
            case 0 -> send(life, new Command.RegisterAccount(operator(), 5, bytes(9)));
            case 1 -> send(life, new Command.RegisterShop(operator(), 30, bytes(2), bytes(9)));
            case 2 ->
                    send(
                            life,
                            new Command.RegisterInbox(
                                    operator(), shop, new Hash(1, 1), bytes(9), bytes(9)));
            default ->
                    send(
                            life,
                            new Command.RegisterAgent(
                                    operator(),
                                    opening,
                                    1 + opening % 3,
                                    Role.AGENT,
                                    new Hash(2, opening),
                                    bytes(9),
                                    bytes(9)));
        }
    }

    /** One client does something: asks again what is pending, or something new. */
    void act(Life life) {
        boolean again = pending.size() > random.nextInt(PENDING_AT_MOST);
        Call call = again ? pending.get(random.nextInt(pending.size())) : fresh(next());
        offer(life, call);
    }

    /** Whether a client still waits for something that it will ask again. */
    boolean isWaiting() {
        return !pending.isEmpty();
    }

    /** Asks the oldest pending thing again. */
    void insist(Life life) {
        offer(life, pending.getFirst());
    }

    /** The process is gone, and with it what it owed. */
    void bereft() {
        pending.forEach(call -> call.owed = 0);
    }

    private void send(Life life, Command command) {
        offer(life, fresh(command));
    }

    private Call fresh(Command command) {
        Call call = new Call(++calls, command);
        if (call.isKeyed()) {
            pending.add(call);
        }
        return call;
    }

    private void offer(Life life, Call call) {
        boolean[] told = {false};
        Rejection taken =
                life.front.offer(
                        call.next,
                        answer -> {
                            if (told[0]) {
                                witness.broken(call + " was answered twice");
                            }
                            told[0] = true;
                            call.owed--;
                            hear(life, call, answer);
                        });
        switch (taken) {
            case NONE -> call.owed++;
            case BACK_PRESSURED -> tally.count("back pressure");
            default -> witness.broken(call + " was not taken: " + taken);
        }
    }

    private void hear(Life life, Call call, Answer answer) {
        if (answer.rejection() == Rejection.OUTCOME_UNKNOWN) {
            tally.count("unknown outcomes");
            return;
        }
        boolean wasKnown = call.first != null;
        witness.answered(call, answer);
        switch (answer.rejection()) {
            case NONE -> {
                tally.count(answer.repeated() ? "repeats" : "accepted");
                if (!wasKnown) {
                    learn(call.command, answer.id());
                }
                // Now and then an answer gets lost on its way, and the client asks again.
                if (random.nextInt(5) > 0) {
                    pending.remove(call);
                }
            }
            case ABSENT -> recall(life, call);
            case UNKNOWN_ACCOUNT,
                    UNKNOWN_SHOP,
                    UNKNOWN_INBOX,
                    UNKNOWN_VISITOR,
                    UNKNOWN_AGENT,
                    UNKNOWN_CONVERSATION,
                    IDEMPOTENCY_CONFLICT ->
                    witness.broken(call + " was refused: " + answer.rejection());
            default -> {
                tally.count("refused");
                pending.remove(call);
            }
        }
    }

    private void recall(Life life, Call call) {
        Recaller.Result result =
                life.recaller.recall(call.command, life.shard.now(), life.shard.released());
        switch (result) {
            case Recaller.Found found -> {
                tally.count("recalls");
                call.next = found.command();
                if (!call.isKeyed()) {
                    offer(life, call);
                }
            }
            case Recaller.NotFound(Rejection rejection) when rejection == Rejection.ERASED -> {
                tally.count("recalls of who was erased");
                pending.remove(call);
            }
            case Recaller.NotFound lost ->
                    witness.broken(call + " is about what is lost: " + lost.rejection());
        }
    }

    private void learn(Command command, long id) {
        switch (command) {
            case Command.RegisterAccount _ -> account = id;
            case Command.RegisterShop _ -> shop = id;
            case Command.RegisterInbox _ -> inbox = id;
            case Command.RegisterAgent _ -> agents.add(id);
            case Command.RegisterVisitor _ -> visitors.add(id);
            case Command.StartConversation c -> talks.add(new Talk(id, c.visitor()));
            default -> {}
        }
    }

    private Command next() {
        if (visitors.isEmpty() || random.nextInt(20) == 0) {
            return new Command.RegisterVisitor(
                    operator(), KEY, inbox, new Hash(3, calls), bytes(9), bytes(20));
        }
        if (talks.isEmpty() || random.nextInt(8) == 0) {
            long visitor = visitors.get(recent(visitors.size()));
            return new Command.StartConversation(
                    keyed(ActorKind.VISITOR, visitor), visitor, bytes(9));
        }
        Talk talk = talks.get(recent(talks.size()));
        long agent = agents.get(random.nextInt(agents.size()));
        Origin byVisitor = keyed(ActorKind.VISITOR, talk.visitor);
        Origin byAgent = keyed(ActorKind.AGENT, agent);
        int dice = random.nextInt(40);
        return switch (dice) {
            case 0, 1, 2 -> new Command.ChangePresence(unkeyed(agent), agent, presence());
            case 3, 4, 5 -> new Command.ResolveConversation(byAgent, talk.id);
            case 6 -> new Command.ReopenConversation(byAgent, talk.id);
            case 7 -> new Command.TransferConversation(byAgent, talk.id, 0);
            case 8 -> new Command.AssignConversation(byAgent, talk.id, agent);
            case 9 -> new Command.RateConversation(byVisitor, talk.id, 1 + dice % 5, bytes(9));
            case 10 -> new Command.MarkSeen(unkeyed(agent), talk.id, 1);
            case 11 -> new Command.UpdateVisitor(operator(), talk.visitor, bytes(20));
            case 12, 13, 14, 15, 16, 17, 18 -> post(byAgent, talk.id, random.nextInt(6) == 0);
            case 19 -> random.nextInt(3) > 0 ? post(unkeyed(agent), talk.id, false) : erase(talk);
            case 20 -> post(unkeyed(agent), talk.id, false);
            default -> post(byVisitor, talk.id, false);
        };
    }

    private Command erase(Talk talk) {
        return new Command.EraseVisitor(operator(), talk.visitor, KEY);
    }

    private Command post(Origin by, long conversation, boolean note) {
        int length = random.nextInt(6) == 0 ? 14_000 : random.nextInt(100);
        return new Command.PostMessage(by, conversation, note, bytes(length), Slice.EMPTY);
    }

    /** Mostly the newest ones. */
    private int recent(int size) {
        int span = random.nextInt(3) == 0 ? size : Math.min(4, size);
        return size - 1 - random.nextInt(span);
    }

    private Presence presence() {
        return random.nextInt(3) == 0 ? Presence.OFFLINE : Presence.ONLINE;
    }

    private Origin operator() {
        return Origin.of(account, ActorKind.OPERATOR, 0);
    }

    private Origin unkeyed(long agent) {
        return Origin.of(account, ActorKind.AGENT, agent);
    }

    private Origin keyed(ActorKind kind, long actor) {
        Hash key = new Hash(4, calls + 1);
        return Origin.of(account, kind, actor).withKey(key, key);
    }

    private Slice bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Slice.of(bytes);
    }
}
