package dev.parley.domain.floor;

import dev.parley.domain.ActorKind;
import dev.parley.domain.AssignReason;
import dev.parley.domain.Command;
import dev.parley.domain.Events;
import dev.parley.domain.Header;
import dev.parley.domain.Limits;
import dev.parley.domain.Origin;
import dev.parley.domain.Outcome;
import dev.parley.domain.Recalled;
import dev.parley.domain.Rejection;
import dev.parley.domain.Request;
import dev.parley.domain.agent.Agent;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.conversation.RecentKeys;
import dev.parley.domain.shop.Shop;
import dev.parley.domain.visitor.Visitor;

import java.util.List;

/**
 * Decides commands and due timers against the floor, emitting the facts that follow into a sink
 * which records them and applies them to the same floor at once. A refused command emits nothing,
 * but for what it recalled into memory. One thread; {@code now} is shard time in epoch
 * microseconds, read once per command.
 */
public final class Decider {
    private final Floor floor;
    private final Emission emission;
    private final Registrations registrations;
    private final Conversations conversations;
    private final Visitors visitors;
    private final FirstResponses firstResponses;

    /**
     * @param header filled for each event; the sink stamps its position before passing it on
     * @param sink records each event, then applies it to {@code floor}
     */
    public Decider(Floor floor, Header header, Events sink) {
        this.floor = floor;
        this.emission = new Emission(header, sink);
        Routing routing = new Routing(emission);
        this.firstResponses = new FirstResponses(emission);
        this.registrations = new Registrations(floor, emission, routing);
        this.conversations = new Conversations(floor, emission, routing, firstResponses);
        this.visitors = new Visitors(floor, emission, conversations);
    }

    /** Decides one request; {@code outcome} tells what was answered. */
    public void decide(Request request, long now, Outcome outcome) {
        outcome.clear();
        emission.begin(request.origin(), now);
        Rejection rejection =
                switch (request) {
                    case Command c -> consider(c, now, outcome);
                    case Recalled c -> recalled(c, now, outcome);
                };
        if (rejection != Rejection.NONE) {
            outcome.clear();
            outcome.rejection = rejection;
        }
    }

    /**
     * Records what is due by {@code now} in the first response of {@code conversation}; nothing
     * where it is not.
     */
    public void fireFirstResponse(long conversation, long now) {
        Conversation found = floor.conversation(conversation);
        if (found != null && found.open) {
            emission.beginSystem(found.account, now);
            firstResponses.settle(found, now);
        }
    }

    /** Records that the wall clock stepped forward: armed durations move with it. */
    public void clockStepped(long deltaMicros, long now) {
        emission.beginSystem(0, now);
        emission.about(0);
        emission.out.clockStepped(emission.h, deltaMicros);
    }

    private Rejection consider(Command command, long now, Outcome outcome) {
        return switch (command) {
            case Command.OfConversation c -> inConversation(c, now, outcome);
            case Command.StartConversation c -> start(c, outcome);
            case Command.ChangePresence c -> registrations.presence(c, outcome);
            case Command.RegisterVisitor c -> visitors.register(c, outcome);
            case Command.UpdateVisitor c -> visitors.update(c, outcome);
            case Command.EraseVisitor c -> visitors.erase(c, outcome);
            case Command.RegisterAccount c -> registrations.account(c, outcome);
            case Command.RegisterShop c -> registrations.shop(c, outcome);
            case Command.RegisterInbox c -> registrations.inbox(c, outcome);
            case Command.RegisterAgent c -> registrations.agent(c, outcome);
            case Command.UpdateAgent c -> registrations.agentUpdate(c, outcome);
            case Command.IssueAgentToken c -> registrations.agentToken(c, outcome);
            case Command.ImportConversation c -> importConversation(c, outcome);
            case Command.ImportMessages c -> importMessages(c, outcome);
        };
    }

    private Rejection inConversation(Command.OfConversation command, long now, Outcome outcome) {
        Conversation conversation = floor.conversation(command.conversation());
        if (conversation == null) {
            return floor.hasMade(command.conversation())
                    ? Rejection.ABSENT
                    : Rejection.UNKNOWN_CONVERSATION;
        }
        Origin origin = command.origin();
        if (conversation.account != origin.account()) {
            return Rejection.UNKNOWN_CONVERSATION;
        }
        if (!mayTouch(origin, conversation)) {
            return Rejection.NOT_PARTICIPANT;
        }
        int place = placeOf(conversation.recentKeys, origin);
        if (place >= 0) {
            return repeat(conversation.recentKeys, place, origin, outcome);
        }
        // Whoever may end it must still be able to.
        if (conversation.isFull() && !(command instanceof Command.ResolveConversation)) {
            return Rejection.LIMIT_EXCEEDED;
        }
        return switch (command) {
            case Command.PostMessage c -> conversations.post(c, conversation, now, outcome);
            case Command.UpdateMessage c -> conversations.update(c, conversation, outcome);
            case Command.MarkSeen c -> conversations.seen(c, conversation, outcome);
            case Command.AssignConversation c ->
                    asAgent(c)
                            ? conversations.assign(
                                    conversation, c.agent(), AssignReason.BY_HAND, outcome)
                            : denied();
            case Command.TransferConversation c ->
                    asAgent(c) ? transfer(c, conversation, outcome) : denied();
            case Command.ResolveConversation _ -> conversations.resolve(conversation, outcome);
            case Command.ReopenConversation _ -> conversations.reopen(conversation, outcome);
            case Command.RateConversation c -> conversations.rate(c, conversation, outcome);
        };
    }

    private Rejection transfer(
            Command.TransferConversation c, Conversation conversation, Outcome outcome) {
        return c.agent() == 0
                ? conversations.giveBack(conversation, outcome)
                : conversations.assign(conversation, c.agent(), AssignReason.TRANSFER, outcome);
    }

    private Rejection start(Command.StartConversation c, Outcome outcome) {
        Visitor visitor = floor.visitor(c.visitor());
        Origin origin = c.origin();
        if (visitor == null || visitor.account != origin.account()) {
            return visitors.missing(c.visitor());
        }
        if (origin.actorKind() == ActorKind.VISITOR && origin.actor() != visitor.id) {
            return Rejection.NOT_PARTICIPANT;
        }
        int place = placeOf(visitor.recentKeys, origin);
        if (place >= 0) {
            return repeat(visitor.recentKeys, place, origin, outcome);
        }
        return conversations.start(c, visitor, outcome);
    }

    /**
     * Brings back what the caller folded from the log, then decides. No record behind the fold can
     * have touched it: it would be in memory, and nothing leaves memory within a day of its last
     * event, far above the fold's allowed age.
     */
    private Rejection recalled(Recalled c, long now, Outcome outcome) {
        if (now - c.readAt() > Limits.RECALL_MICROS) {
            return Rejection.RECALL_TOO_OLD;
        }
        List<Recalled.ConversationSummary> summaries = c.conversation();
        for (int i = 0; i < summaries.size(); i++) {
            if (summaries.get(i).seq() >= Limits.EVENTS_PER_CONVERSATION) {
                return Rejection.LIMIT_EXCEEDED;
            }
        }
        Recalled.VisitorSummary visitor = c.visitor();
        if (floor.visitor(visitor.visitor()) == null) {
            emission.about(visitor.visitor());
            emission.out.visitorRecalled(
                    emission.h, visitor.keyId(), visitor.shop(), visitor.inbox());
        }
        for (int i = 0; i < summaries.size(); i++) {
            recall(summaries.get(i));
        }
        emission.begin(c.origin(), now);
        return consider(c.command(), now, outcome);
    }

    private void recall(Recalled.ConversationSummary summary) {
        if (floor.conversation(summary.conversation()) != null) {
            return;
        }
        emission.about(summary.conversation());
        emission.h.seq = summary.seq() + 1;
        emission.out.conversationRecalled(
                emission.h,
                summary.shop(),
                summary.inbox(),
                summary.visitor(),
                summary.number(),
                summary.seq(),
                summary.visitorSeq(),
                summary.firstResponse(),
                summary.armedAt(),
                summary.deadline(),
                summary.resolvedAt());
    }

    private Rejection importConversation(Command.ImportConversation c, Outcome outcome) {
        Tenant tenant = floor.tenant(c.origin().account());
        if (tenant == null) {
            return Rejection.UNKNOWN_ACCOUNT;
        }
        Shop shop = floor.shop(c.shop());
        if (shop == null || shop.account != tenant.account.id) {
            return Rejection.UNKNOWN_SHOP;
        }
        if (c.messages().size() >= Limits.EVENTS_PER_TRANSACTION) {
            return Rejection.LIMIT_EXCEEDED;
        }
        long id = floor.nextId(1);
        long number = tenant.account.nextNumber;
        emission.primary(id);
        emission.h.seq = 1;
        emission.h.visitorSeq = 1;
        emission.out.conversationImported(
                emission.h,
                shop.id,
                c.keyId(),
                number,
                c.external().hi(),
                c.external().lo(),
                c.externalId());
        emission.answer(outcome, id, number);
        importAll(id, 1, c.messages());
        return Rejection.NONE;
    }

    private Rejection importMessages(Command.ImportMessages c, Outcome outcome) {
        if (!floor.hasMade(c.conversation())
                || floor.conversation(c.conversation()) != null
                || c.lastSeq() < 1) {
            return Rejection.UNKNOWN_CONVERSATION;
        }
        if (c.messages().size() > Limits.EVENTS_PER_TRANSACTION
                || c.lastSeq() > Limits.EVENTS_PER_CONVERSATION - c.messages().size()) {
            return Rejection.LIMIT_EXCEEDED;
        }
        outcome.id = c.conversation();
        importAll(c.conversation(), c.lastSeq(), c.messages());
        outcome.position =
                c.messages().isEmpty() ? -1 : emission.h.position - c.messages().size() + 1;
        return Rejection.NONE;
    }

    private void importAll(long conversation, int lastSeq, List<Command.ImportedMessage> messages) {
        for (int i = 0; i < messages.size(); i++) {
            Command.ImportedMessage message = messages.get(i);
            emission.about(conversation);
            emission.h.seq = lastSeq + i + 1;
            emission.h.visitorSeq = emission.h.seq;
            emission.h.actorKind = message.from();
            emission.h.actor = 0;
            emission.h.occurredAt = message.occurredAt();
            emission.out.messageImported(emission.h, floor.nextId(1), message.content());
        }
    }

    private boolean mayTouch(Origin origin, Conversation conversation) {
        return switch (origin.actorKind()) {
            case VISITOR -> conversation.visitor == origin.actor();
            case AGENT -> {
                Agent agent = floor.agent(origin.actor());
                yield agent != null && agent.account == conversation.account;
            }
            case SYSTEM, OPERATOR -> true;
        };
    }

    private static boolean asAgent(Command command) {
        return command.origin().actorKind() != ActorKind.VISITOR;
    }

    private static Rejection denied() {
        return Rejection.NOT_PARTICIPANT;
    }

    private static int placeOf(RecentKeys keys, Origin origin) {
        if (!origin.key().isPresent()) {
            return -1;
        }
        long sender = RecentKeys.sender(origin.actorKind().code(), origin.actor());
        return keys.find(sender, origin.key().hi(), origin.key().lo());
    }

    private static Rejection repeat(RecentKeys keys, int place, Origin origin, Outcome outcome) {
        if (!keys.isFor(place, origin.payload().hi(), origin.payload().lo())) {
            return Rejection.IDEMPOTENCY_CONFLICT;
        }
        outcome.id = keys.id(place);
        outcome.number = keys.number(place);
        outcome.seq = keys.seq(place);
        outcome.visitorSeq = keys.visitorSeq(place);
        outcome.position = keys.position(place);
        outcome.repeated = true;
        return Rejection.NONE;
    }
}
