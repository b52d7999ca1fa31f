package dev.parley.codec;

import dev.parley.codec.sbe.AccountRegisteredDecoder;
import dev.parley.codec.sbe.AgentRegisteredDecoder;
import dev.parley.codec.sbe.AgentTokenIssuedDecoder;
import dev.parley.codec.sbe.AgentUpdatedDecoder;
import dev.parley.codec.sbe.ClockSteppedDecoder;
import dev.parley.codec.sbe.ConversationAssignedDecoder;
import dev.parley.codec.sbe.ConversationImportedDecoder;
import dev.parley.codec.sbe.ConversationQueuedDecoder;
import dev.parley.codec.sbe.ConversationRatedDecoder;
import dev.parley.codec.sbe.ConversationRecalledDecoder;
import dev.parley.codec.sbe.ConversationReopenedDecoder;
import dev.parley.codec.sbe.ConversationResolvedDecoder;
import dev.parley.codec.sbe.ConversationSeenDecoder;
import dev.parley.codec.sbe.ConversationStartedDecoder;
import dev.parley.codec.sbe.FirstResponseArmedDecoder;
import dev.parley.codec.sbe.FirstResponseBreachedDecoder;
import dev.parley.codec.sbe.FirstResponseMetDecoder;
import dev.parley.codec.sbe.FirstResponseWarnedDecoder;
import dev.parley.codec.sbe.InboxRegisteredDecoder;
import dev.parley.codec.sbe.MessageImportedDecoder;
import dev.parley.codec.sbe.MessagePostedDecoder;
import dev.parley.codec.sbe.MessageUpdatedDecoder;
import dev.parley.codec.sbe.PresenceChangedDecoder;
import dev.parley.codec.sbe.ShopRegisteredDecoder;
import dev.parley.codec.sbe.VisitorErasedDecoder;
import dev.parley.codec.sbe.VisitorRecalledDecoder;
import dev.parley.codec.sbe.VisitorRegisteredDecoder;
import dev.parley.codec.sbe.VisitorUpdatedDecoder;
import dev.parley.domain.AssignReason;
import dev.parley.domain.Events;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.Presence;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;

import org.agrona.DirectBuffer;

/**
 * Reads payloads of every version ever written and hands each to the method of {@link Events} that
 * it is. This is where older payloads become today's: a field that a version lacks gets its value
 * here. One thread; allocates nothing per event, except that the buffer of a payload outside an
 * array is copied into one that grows to the largest seen.
 *
 * <p>Slices given to the target point into the caller's bytes and are re-wrapped for the next
 * event.
 */
public final class EventDecoder {
    private final Payload payload = new Payload();
    private final Slice first = new Slice();
    private final Slice second = new Slice();
    private byte[] copy = new byte[0];
    private final AccountRegisteredDecoder accountRegistered = new AccountRegisteredDecoder();
    private final ShopRegisteredDecoder shopRegistered = new ShopRegisteredDecoder();
    private final InboxRegisteredDecoder inboxRegistered = new InboxRegisteredDecoder();
    private final AgentRegisteredDecoder agentRegistered = new AgentRegisteredDecoder();
    private final AgentUpdatedDecoder agentUpdated = new AgentUpdatedDecoder();
    private final AgentTokenIssuedDecoder agentTokenIssued = new AgentTokenIssuedDecoder();
    private final PresenceChangedDecoder presenceChanged = new PresenceChangedDecoder();
    private final VisitorRegisteredDecoder visitorRegistered = new VisitorRegisteredDecoder();
    private final VisitorErasedDecoder visitorErased = new VisitorErasedDecoder();
    private final VisitorRecalledDecoder visitorRecalled = new VisitorRecalledDecoder();
    private final ConversationStartedDecoder conversationStarted = new ConversationStartedDecoder();
    private final MessagePostedDecoder messagePosted = new MessagePostedDecoder();
    private final MessageUpdatedDecoder messageUpdated = new MessageUpdatedDecoder();
    private final FirstResponseArmedDecoder firstResponseArmed = new FirstResponseArmedDecoder();
    private final FirstResponseWarnedDecoder firstResponseWarned = new FirstResponseWarnedDecoder();
    private final FirstResponseBreachedDecoder firstResponseBreached =
            new FirstResponseBreachedDecoder();
    private final FirstResponseMetDecoder firstResponseMet = new FirstResponseMetDecoder();
    private final ConversationQueuedDecoder conversationQueued = new ConversationQueuedDecoder();
    private final ConversationAssignedDecoder conversationAssigned =
            new ConversationAssignedDecoder();
    private final ConversationResolvedDecoder conversationResolved =
            new ConversationResolvedDecoder();
    private final ConversationRecalledDecoder conversationRecalled =
            new ConversationRecalledDecoder();
    private final ConversationRatedDecoder conversationRated = new ConversationRatedDecoder();
    private final ConversationSeenDecoder conversationSeen = new ConversationSeenDecoder();
    private final ConversationImportedDecoder conversationImported =
            new ConversationImportedDecoder();
    private final MessageImportedDecoder messageImported = new MessageImportedDecoder();
    private final ClockSteppedDecoder clockStepped = new ClockSteppedDecoder();

    /**
     * Calls the method of {@code to} that the payload is an event of, with {@code h} untouched.
     * Throws IllegalStateException, naming type, version and length, for a type or version that
     * this program does not know and for a payload that is cut short or too long; {@code to} is
     * then not called.
     */
    public void decode(
            int typeId,
            int schemaVersion,
            byte[] array,
            int offset,
            int length,
            Header h,
            Events to) {
        payload.wrap(typeId, schemaVersion, array, offset, length);
        switch (typeId) {
            case AccountRegisteredDecoder.TEMPLATE_ID -> accountRegistered(h, to);
            case ShopRegisteredDecoder.TEMPLATE_ID -> shopRegistered(h, to);
            case InboxRegisteredDecoder.TEMPLATE_ID -> inboxRegistered(h, to);
            case AgentRegisteredDecoder.TEMPLATE_ID -> agentRegistered(h, to);
            case AgentUpdatedDecoder.TEMPLATE_ID -> agentUpdated(h, to);
            case AgentTokenIssuedDecoder.TEMPLATE_ID -> agentTokenIssued(h, to);
            case PresenceChangedDecoder.TEMPLATE_ID -> presenceChanged(h, to);
            case VisitorRegisteredDecoder.TEMPLATE_ID -> visitorRegistered(h, to);
            case VisitorUpdatedDecoder.TEMPLATE_ID -> visitorUpdated(h, to);
            case VisitorErasedDecoder.TEMPLATE_ID -> visitorErased(h, to);
            case VisitorRecalledDecoder.TEMPLATE_ID -> visitorRecalled(h, to);
            case ConversationStartedDecoder.TEMPLATE_ID -> conversationStarted(h, to);
            case MessagePostedDecoder.TEMPLATE_ID -> messagePosted(h, to);
            case MessageUpdatedDecoder.TEMPLATE_ID -> messageUpdated(h, to);
            case FirstResponseArmedDecoder.TEMPLATE_ID -> firstResponseArmed(h, to);
            case FirstResponseWarnedDecoder.TEMPLATE_ID -> firstResponseWarned(h, to);
            case FirstResponseBreachedDecoder.TEMPLATE_ID -> firstResponseBreached(h, to);
            case FirstResponseMetDecoder.TEMPLATE_ID -> firstResponseMet(h, to);
            case ConversationQueuedDecoder.TEMPLATE_ID -> conversationQueued(h, to);
            case ConversationAssignedDecoder.TEMPLATE_ID -> conversationAssigned(h, to);
            case ConversationResolvedDecoder.TEMPLATE_ID -> conversationResolved(h, to);
            case ConversationReopenedDecoder.TEMPLATE_ID -> conversationReopened(h, to);
            case ConversationRecalledDecoder.TEMPLATE_ID -> conversationRecalled(h, to);
            case ConversationRatedDecoder.TEMPLATE_ID -> conversationRated(h, to);
            case ConversationSeenDecoder.TEMPLATE_ID -> conversationSeen(h, to);
            case ConversationImportedDecoder.TEMPLATE_ID -> conversationImported(h, to);
            case MessageImportedDecoder.TEMPLATE_ID -> messageImported(h, to);
            case ClockSteppedDecoder.TEMPLATE_ID -> clockStepped(h, to);
            default ->
                    throw new IllegalStateException(
                            "event type=" + typeId + " is in the schema and not in the decoder");
        }
    }

    /** The same from a buffer. */
    public void decode(
            int typeId,
            int schemaVersion,
            DirectBuffer buffer,
            int offset,
            int length,
            Header h,
            Events to) {
        buffer.boundsCheck(offset, length);
        byte[] array = buffer.byteArray();
        if (array != null) {
            decode(typeId, schemaVersion, array, buffer.wrapAdjustment() + offset, length, h, to);
            return;
        }
        if (copy.length < length) {
            copy = new byte[Math.max(length, 2 * copy.length)];
        }
        buffer.getBytes(offset, copy, 0, length);
        decode(typeId, schemaVersion, copy, 0, length, h, to);
    }

    private void accountRegistered(Header h, Events to) {
        AccountRegisteredDecoder from = payload.fields(accountRegistered);
        data(1);
        to.accountRegistered(h, from.keyId(), first);
    }

    private void shopRegistered(Header h, Events to) {
        ShopRegisteredDecoder from = payload.fields(shopRegistered);
        data(2);
        to.shopRegistered(h, from.targetSeconds(), first, second);
    }

    private void inboxRegistered(Header h, Events to) {
        InboxRegisteredDecoder from = payload.fields(inboxRegistered);
        data(2);
        to.inboxRegistered(
                h,
                from.shop(),
                from.identifierHash().hi(),
                from.identifierHash().lo(),
                first,
                second);
    }

    private void agentRegistered(Header h, Events to) {
        AgentRegisteredDecoder from = payload.fields(agentRegistered);
        data(2);
        to.agentRegistered(
                h,
                from.keyId(),
                from.capacity(),
                role(from.roleRaw()),
                from.tokenHash().hi(),
                from.tokenHash().lo(),
                first,
                second);
    }

    private void agentUpdated(Header h, Events to) {
        AgentUpdatedDecoder from = payload.fields(agentUpdated);
        data(2);
        to.agentUpdated(h, from.capacity(), role(from.roleRaw()), first, second);
    }

    private void agentTokenIssued(Header h, Events to) {
        AgentTokenIssuedDecoder from = payload.fields(agentTokenIssued);
        data(0);
        to.agentTokenIssued(h, from.tokenHash().hi(), from.tokenHash().lo());
    }

    private void presenceChanged(Header h, Events to) {
        PresenceChangedDecoder from = payload.fields(presenceChanged);
        data(0);
        to.presenceChanged(h, Presence.of(from.presenceRaw()));
    }

    private void visitorRegistered(Header h, Events to) {
        VisitorRegisteredDecoder from = payload.fields(visitorRegistered);
        data(2);
        to.visitorRegistered(
                h,
                from.keyId(),
                from.shop(),
                from.inbox(),
                from.sourceHash().hi(),
                from.sourceHash().lo(),
                first,
                second);
    }

    private void visitorUpdated(Header h, Events to) {
        data(1);
        to.visitorUpdated(h, first);
    }

    private void visitorErased(Header h, Events to) {
        VisitorErasedDecoder from = payload.fields(visitorErased);
        data(0);
        to.visitorErased(h, from.keyId());
    }

    private void visitorRecalled(Header h, Events to) {
        VisitorRecalledDecoder from = payload.fields(visitorRecalled);
        data(0);
        to.visitorRecalled(h, from.keyId(), from.shop(), from.inbox());
    }

    private void conversationStarted(Header h, Events to) {
        ConversationStartedDecoder from = payload.fields(conversationStarted);
        data(1);
        to.conversationStarted(h, from.shop(), from.inbox(), from.visitor(), from.number(), first);
    }

    private void messagePosted(Header h, Events to) {
        MessagePostedDecoder from = payload.fields(messagePosted);
        data(2);
        to.messagePosted(h, from.message(), flag("note", from.noteRaw()), first, second);
    }

    private void messageUpdated(Header h, Events to) {
        MessageUpdatedDecoder from = payload.fields(messageUpdated);
        data(2);
        to.messageUpdated(
                h, from.message(), from.messageSeq(), flag("note", from.noteRaw()), first, second);
    }

    private void firstResponseArmed(Header h, Events to) {
        FirstResponseArmedDecoder from = payload.fields(firstResponseArmed);
        data(0);
        to.firstResponseArmed(h, from.warnAt(), from.deadline());
    }

    private void firstResponseWarned(Header h, Events to) {
        FirstResponseWarnedDecoder from = payload.fields(firstResponseWarned);
        data(0);
        to.firstResponseWarned(h, from.intendedAt());
    }

    private void firstResponseBreached(Header h, Events to) {
        FirstResponseBreachedDecoder from = payload.fields(firstResponseBreached);
        data(0);
        to.firstResponseBreached(h, from.intendedAt());
    }

    private void firstResponseMet(Header h, Events to) {
        FirstResponseMetDecoder from = payload.fields(firstResponseMet);
        data(0);
        to.firstResponseMet(h, from.elapsedMicros(), flag("withinTarget", from.withinTargetRaw()));
    }

    private void conversationQueued(Header h, Events to) {
        ConversationQueuedDecoder from = payload.fields(conversationQueued);
        data(0);
        to.conversationQueued(h, QueueReason.of(from.reasonRaw()), from.previousAgent());
    }

    private void conversationAssigned(Header h, Events to) {
        ConversationAssignedDecoder from = payload.fields(conversationAssigned);
        data(0);
        to.conversationAssigned(
                h, AssignReason.of(from.reasonRaw()), from.agent(), from.previousAgent());
    }

    private void conversationResolved(Header h, Events to) {
        ConversationResolvedDecoder from = payload.fields(conversationResolved);
        data(0);
        to.conversationResolved(h, from.agent());
    }

    private void conversationReopened(Header h, Events to) {
        data(0);
        to.conversationReopened(h);
    }

    private void conversationRecalled(Header h, Events to) {
        ConversationRecalledDecoder from = payload.fields(conversationRecalled);
        data(0);
        to.conversationRecalled(
                h,
                from.shop(),
                from.inbox(),
                from.visitor(),
                from.number(),
                from.seq(),
                from.visitorSeq(),
                FirstResponse.of(from.firstResponseRaw()),
                from.armedAt(),
                from.deadline(),
                from.resolvedAt());
    }

    private void conversationRated(Header h, Events to) {
        ConversationRatedDecoder from = payload.fields(conversationRated);
        data(1);
        to.conversationRated(h, from.rating(), first);
    }

    private void conversationSeen(Header h, Events to) {
        ConversationSeenDecoder from = payload.fields(conversationSeen);
        data(0);
        to.conversationSeen(h, from.seenSeq());
    }

    private void conversationImported(Header h, Events to) {
        ConversationImportedDecoder from = payload.fields(conversationImported);
        data(1);
        to.conversationImported(
                h,
                from.shop(),
                from.keyId(),
                from.number(),
                from.externalHash().hi(),
                from.externalHash().lo(),
                first);
    }

    private void messageImported(Header h, Events to) {
        MessageImportedDecoder from = payload.fields(messageImported);
        data(1);
        to.messageImported(h, from.message(), first);
    }

    private void clockStepped(Header h, Events to) {
        ClockSteppedDecoder from = payload.fields(clockStepped);
        data(0);
        to.clockStepped(h, from.deltaMicros());
    }

    /** Wraps as many slices as the event has, and sees that nothing follows them. */
    private void data(int count) {
        if (count > 0) {
            payload.next(first);
        }
        if (count > 1) {
            payload.next(second);
        }
        payload.end();
    }

    /** Version 1 of the agent's events had no role, since there were no supervisors. */
    private Role role(int raw) {
        return payload.version() < 2 ? Role.AGENT : Role.of(raw);
    }

    private static boolean flag(String field, int raw) {
        return switch (raw) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new IllegalStateException(field + "=" + raw + " is neither 0 nor 1");
        };
    }
}
