package dev.parley.domain.floor;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Outcome;
import dev.parley.domain.Rejection;
import dev.parley.domain.shop.Inbox;
import dev.parley.domain.visitor.Visitor;

/** Decides about visitors. Answers NONE or why not. */
final class Visitors {
    private final Floor floor;
    private final Emission emission;
    private final Conversations conversations;

    Visitors(Floor floor, Emission emission, Conversations conversations) {
        this.floor = floor;
        this.emission = emission;
        this.conversations = conversations;
    }

    Rejection register(Command.RegisterVisitor c, Outcome outcome) {
        Inbox inbox = floor.inbox(c.inbox());
        if (inbox == null || inbox.account != c.origin().account()) {
            return Rejection.UNKNOWN_INBOX;
        }
        long id = floor.nextId(1);
        if (emission.isBy(ActorKind.VISITOR)) {
            emission.h.actor = id;
        }
        emission.primary(id);
        emission.out.visitorRegistered(
                emission.h,
                c.keyId(),
                inbox.shop,
                inbox.id,
                c.source().hi(),
                c.source().lo(),
                c.sourceId(),
                c.profile());
        emission.answer(outcome, id, 0);
        return Rejection.NONE;
    }

    Rejection update(Command.UpdateVisitor c, Outcome outcome) {
        Visitor visitor = floor.visitor(c.visitor());
        if (visitor == null || visitor.account != c.origin().account()) {
            return missing(c.visitor());
        }
        if (visitor.erased) {
            return Rejection.ERASED;
        }
        emission.primary(visitor.id);
        emission.out.visitorUpdated(emission.h, c.profile());
        emission.answer(outcome, visitor.id, 0);
        return Rejection.NONE;
    }

    /** Erasing once more is no new fact, but its key may still be there: the caller tries again. */
    Rejection erase(Command.EraseVisitor c, Outcome outcome) {
        Visitor visitor = floor.visitor(c.visitor());
        if (visitor == null
                || visitor.account != c.origin().account()
                || visitor.keyId != c.keyId()) {
            return missing(c.visitor());
        }
        if (emission.isBy(ActorKind.VISITOR)) {
            return Rejection.NOT_PARTICIPANT;
        }
        outcome.id = visitor.id;
        if (!visitor.erased) {
            emission.primary(visitor.id);
            emission.out.visitorErased(emission.h, visitor.keyId);
            emission.answer(outcome, visitor.id, 0);
            conversations.resolveAll(visitor);
        }
        return Rejection.NONE;
    }

    /** Why the asker's account has no such visitor here. */
    Rejection missing(long id) {
        return floor.visitor(id) == null && floor.hasMade(id)
                ? Rejection.ABSENT
                : Rejection.UNKNOWN_VISITOR;
    }
}
