package dev.parley.codec;

import dev.parley.codec.sbe.AccountRegisteredEncoder;
import dev.parley.codec.sbe.AgentRegisteredEncoder;
import dev.parley.codec.sbe.AgentTokenIssuedEncoder;
import dev.parley.codec.sbe.AgentUpdatedEncoder;
import dev.parley.codec.sbe.AssignReasonCode;
import dev.parley.codec.sbe.ClockSteppedEncoder;
import dev.parley.codec.sbe.ConversationAssignedEncoder;
import dev.parley.codec.sbe.ConversationImportedEncoder;
import dev.parley.codec.sbe.ConversationQueuedEncoder;
import dev.parley.codec.sbe.ConversationRatedEncoder;
import dev.parley.codec.sbe.ConversationRecalledEncoder;
import dev.parley.codec.sbe.ConversationReopenedEncoder;
import dev.parley.codec.sbe.ConversationResolvedEncoder;
import dev.parley.codec.sbe.ConversationSeenEncoder;
import dev.parley.codec.sbe.ConversationStartedEncoder;
import dev.parley.codec.sbe.FirstResponseArmedEncoder;
import dev.parley.codec.sbe.FirstResponseBreachedEncoder;
import dev.parley.codec.sbe.FirstResponseCode;
import dev.parley.codec.sbe.FirstResponseMetEncoder;
import dev.parley.codec.sbe.FirstResponseWarnedEncoder;
import dev.parley.codec.sbe.Flag;
import dev.parley.codec.sbe.InboxRegisteredEncoder;
import dev.parley.codec.sbe.MessageImportedEncoder;
import dev.parley.codec.sbe.MessagePostedEncoder;
import dev.parley.codec.sbe.MessageUpdatedEncoder;
import dev.parley.codec.sbe.PresenceChangedEncoder;
import dev.parley.codec.sbe.PresenceCode;
import dev.parley.codec.sbe.QueueReasonCode;
import dev.parley.codec.sbe.RoleCode;
import dev.parley.codec.sbe.ShopRegisteredEncoder;
import dev.parley.codec.sbe.VisitorErasedEncoder;
import dev.parley.codec.sbe.VisitorRecalledEncoder;
import dev.parley.codec.sbe.VisitorRegisteredEncoder;
import dev.parley.codec.sbe.VisitorUpdatedEncoder;
import dev.parley.domain.AssignReason;
import dev.parley.domain.Events;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.Presence;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the payload of one event at a time, in its newest version, where {@link #wrap} points. The
 * header is not written: the record has it. One thread; allocates nothing.
 *
 * <p>Throws IllegalStateException where a payload does not fit; what was written so far is void.
 */
public final class EventEncoder implements Events {
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[0]);
    private final PayloadDraft payload = new PayloadDraft();
    private final AccountRegisteredEncoder accountRegistered = new AccountRegisteredEncoder();
    private final ShopRegisteredEncoder shopRegistered = new ShopRegisteredEncoder();
    private final InboxRegisteredEncoder inboxRegistered = new InboxRegisteredEncoder();
    private final AgentRegisteredEncoder agentRegistered = new AgentRegisteredEncoder();
    private final AgentUpdatedEncoder agentUpdated = new AgentUpdatedEncoder();
    private final AgentTokenIssuedEncoder agentTokenIssued = new AgentTokenIssuedEncoder();
    private final PresenceChangedEncoder presenceChanged = new PresenceChangedEncoder();
    private final VisitorRegisteredEncoder visitorRegistered = new VisitorRegisteredEncoder();
    private final VisitorUpdatedEncoder visitorUpdated = new VisitorUpdatedEncoder();
    private final VisitorErasedEncoder visitorErased = new VisitorErasedEncoder();
    private final VisitorRecalledEncoder visitorRecalled = new VisitorRecalledEncoder();
    private final ConversationStartedEncoder conversationStarted = new ConversationStartedEncoder();
    private final MessagePostedEncoder messagePosted = new MessagePostedEncoder();
    private final MessageUpdatedEncoder messageUpdated = new MessageUpdatedEncoder();
    private final FirstResponseArmedEncoder firstResponseArmed = new FirstResponseArmedEncoder();
    private final FirstResponseWarnedEncoder firstResponseWarned = new FirstResponseWarnedEncoder();
    private final FirstResponseBreachedEncoder firstResponseBreached =
            new FirstResponseBreachedEncoder();
    private final FirstResponseMetEncoder firstResponseMet = new FirstResponseMetEncoder();
    private final ConversationQueuedEncoder conversationQueued = new ConversationQueuedEncoder();
    private final ConversationAssignedEncoder conversationAssigned =
            new ConversationAssignedEncoder();
    private final ConversationResolvedEncoder conversationResolved =
            new ConversationResolvedEncoder();
    private final ConversationReopenedEncoder conversationReopened =
            new ConversationReopenedEncoder();
    private final ConversationRecalledEncoder conversationRecalled =
            new ConversationRecalledEncoder();
    private final ConversationRatedEncoder conversationRated = new ConversationRatedEncoder();
    private final ConversationSeenEncoder conversationSeen = new ConversationSeenEncoder();
    private final ConversationImportedEncoder conversationImported =
            new ConversationImportedEncoder();
    private final MessageImportedEncoder messageImported = new MessageImportedEncoder();
    private final ClockSteppedEncoder clockStepped = new ClockSteppedEncoder();

    /** The next event goes to {@code capacity} bytes of {@code array} from {@code offset}. */
    public EventEncoder wrap(byte[] array, int offset, int capacity) {
        bytes.wrap(array);
        return wrap(bytes, offset, capacity);
    }

    /** The next event goes to {@code capacity} bytes of {@code buffer} from {@code offset}. */
    public EventEncoder wrap(MutableDirectBuffer buffer, int offset, int capacity) {
        payload.wrap(buffer, offset, capacity);
        return this;
    }

    /** Type of the event encoded last; 0 where none was since {@link #wrap}. */
    public int typeId() {
        return payload.typeId();
    }

    /** Version of its payload; 0 where none was encoded since {@link #wrap}. */
    public int schemaVersion() {
        return typeId() == 0 ? 0 : EventTypes.version(typeId());
    }

    /** Bytes of its payload. */
    public int length() {
        return payload.length();
    }

    @Override
    public void accountRegistered(Header h, long keyId, Slice name) {
        payload.begin(accountRegistered).keyId(keyId);
        payload.append(name);
    }

    @Override
    public void shopRegistered(Header h, int targetSeconds, Slice code, Slice name) {
        payload.begin(shopRegistered).targetSeconds(targetSeconds);
        payload.append(code);
        payload.append(name);
    }

    @Override
    public void inboxRegistered(
            Header h,
            long shop,
            long identifierHi,
            long identifierLo,
            Slice identifier,
            Slice settings) {
        payload.begin(inboxRegistered).shop(shop);
        inboxRegistered.identifierHash().hi(identifierHi).lo(identifierLo);
        payload.append(identifier);
        payload.append(settings);
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
        payload.begin(agentRegistered)
                .keyId(keyId)
                .capacity(capacity)
                .role(RoleCode.get(role.code()));
        agentRegistered.tokenHash().hi(tokenHi).lo(tokenLo);
        payload.append(name);
        payload.append(email);
    }

    @Override
    public void agentUpdated(Header h, int capacity, Role role, Slice name, Slice email) {
        payload.begin(agentUpdated).capacity(capacity).role(RoleCode.get(role.code()));
        payload.append(name);
        payload.append(email);
    }

    @Override
    public void agentTokenIssued(Header h, long tokenHi, long tokenLo) {
        payload.begin(agentTokenIssued);
        agentTokenIssued.tokenHash().hi(tokenHi).lo(tokenLo);
    }

    @Override
    public void presenceChanged(Header h, Presence presence) {
        payload.begin(presenceChanged).presence(PresenceCode.get(presence.code()));
    }

    @Override
    public void visitorRegistered(
            Header h,
            long keyId,
            long shop,
            long inbox,
            long sourceHi,
            long sourceLo,
            Slice sourceId,
            Slice profile) {
        payload.begin(visitorRegistered).keyId(keyId).shop(shop).inbox(inbox);
        visitorRegistered.sourceHash().hi(sourceHi).lo(sourceLo);
        payload.append(sourceId);
        payload.append(profile);
    }

    @Override
    public void visitorUpdated(Header h, Slice profile) {
        payload.begin(visitorUpdated);
        payload.append(profile);
    }

    @Override
    public void visitorErased(Header h, long keyId) {
        payload.begin(visitorErased).keyId(keyId);
    }

    @Override
    public void visitorRecalled(Header h, long keyId, long shop, long inbox) {
        payload.begin(visitorRecalled).keyId(keyId).shop(shop).inbox(inbox);
    }

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        payload.begin(conversationStarted).shop(shop).inbox(inbox).visitor(visitor).number(number);
        payload.append(context);
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        payload.begin(messagePosted).message(message).note(flag(note));
        payload.append(content);
        payload.append(attributes);
    }

    @Override
    public void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes) {
        payload.begin(messageUpdated).message(message).messageSeq(messageSeq).note(flag(note));
        payload.append(content);
        payload.append(attributes);
    }

    @Override
    public void firstResponseArmed(Header h, long warnAt, long deadline) {
        payload.begin(firstResponseArmed).warnAt(warnAt).deadline(deadline);
    }

    @Override
    public void firstResponseWarned(Header h, long intendedAt) {
        payload.begin(firstResponseWarned).intendedAt(intendedAt);
    }

    @Override
    public void firstResponseBreached(Header h, long intendedAt) {
        payload.begin(firstResponseBreached).intendedAt(intendedAt);
    }

    @Override
    public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
        payload.begin(firstResponseMet)
                .elapsedMicros(elapsedMicros)
                .withinTarget(flag(withinTarget));
    }

    @Override
    public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
        payload.begin(conversationQueued)
                .previousAgent(previousAgent)
                .reason(QueueReasonCode.get(reason.code()));
    }

    @Override
    public void conversationAssigned(
            Header h, AssignReason reason, long agent, long previousAgent) {
        payload.begin(conversationAssigned)
                .agent(agent)
                .previousAgent(previousAgent)
                .reason(AssignReasonCode.get(reason.code()));
    }

    @Override
    public void conversationResolved(Header h, long agent) {
        payload.begin(conversationResolved).agent(agent);
    }

    @Override
    public void conversationReopened(Header h) {
        payload.begin(conversationReopened);
    }

    @Override
    public void conversationRecalled(
            Header h,
            long shop,
            long inbox,
            long visitor,
            long number,
            int seq,
            int visitorSeq,
            FirstResponse firstResponse,
            long armedAt,
            long deadline,
            long resolvedAt) {
        payload.begin(conversationRecalled)
                .shop(shop)
                .inbox(inbox)
                .visitor(visitor)
                .number(number)
                .armedAt(armedAt)
                .deadline(deadline)
                .resolvedAt(resolvedAt)
                .seq(seq)
                .visitorSeq(visitorSeq)
                .firstResponse(FirstResponseCode.get(firstResponse.code()));
    }

    @Override
    public void conversationRated(Header h, int rating, Slice comment) {
        payload.begin(conversationRated).rating(rating);
        payload.append(comment);
    }

    @Override
    public void conversationSeen(Header h, int seenSeq) {
        payload.begin(conversationSeen).seenSeq(seenSeq);
    }

    @Override
    public void conversationImported(
            Header h,
            long shop,
            long keyId,
            long number,
            long externalHi,
            long externalLo,
            Slice externalId) {
        payload.begin(conversationImported).shop(shop).keyId(keyId).number(number);
        conversationImported.externalHash().hi(externalHi).lo(externalLo);
        payload.append(externalId);
    }

    @Override
    public void messageImported(Header h, long message, Slice content) {
        payload.begin(messageImported).message(message);
        payload.append(content);
    }

    @Override
    public void clockStepped(Header h, long deltaMicros) {
        payload.begin(clockStepped).deltaMicros(deltaMicros);
    }

    private static Flag flag(boolean value) {
        return value ? Flag.TRUE : Flag.FALSE;
    }
}
