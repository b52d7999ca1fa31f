package dev.parley.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

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
    private static final int LENGTH_BYTES = 4;

    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[0]);
    private final AccountRegisteredEncoder accountRegistered = new AccountRegisteredEncoder();
    private final ShopRegisteredEncoder shopRegistered = new ShopRegisteredEncoder();
    private final InboxRegisteredEncoder inboxRegistered = new InboxRegisteredEncoder();
    private final AgentRegisteredEncoder agentRegistered = new AgentRegisteredEncoder();
    private final AgentUpdatedEncoder agentUpdated = new AgentUpdatedEncoder();
    private final AgentTokenIssuedEncoder agentTokenIssued = new AgentTokenIssuedEncoder();
    private final PresenceChangedEncoder presenceChanged = new PresenceChangedEncoder();
    private final VisitorRegisteredEncoder visitorRegistered = new VisitorRegisteredEncoder();
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
    private final ConversationRecalledEncoder conversationRecalled =
            new ConversationRecalledEncoder();
    private final ConversationRatedEncoder conversationRated = new ConversationRatedEncoder();
    private final ConversationSeenEncoder conversationSeen = new ConversationSeenEncoder();
    private final ConversationImportedEncoder conversationImported =
            new ConversationImportedEncoder();
    private final MessageImportedEncoder messageImported = new MessageImportedEncoder();
    private final ClockSteppedEncoder clockStepped = new ClockSteppedEncoder();

    private MutableDirectBuffer buffer = bytes;
    private int offset;
    private int capacity;
    private int typeId;
    private int length;

    /** The next event goes to {@code capacity} bytes of {@code array} from {@code offset}. */
    public EventEncoder wrap(byte[] array, int offset, int capacity) {
        bytes.wrap(array);
        return wrap(bytes, offset, capacity);
    }

    /** The next event goes to {@code capacity} bytes of {@code buffer} from {@code offset}. */
    public EventEncoder wrap(MutableDirectBuffer buffer, int offset, int capacity) {
        buffer.boundsCheck(offset, capacity);
        this.buffer = buffer;
        this.offset = offset;
        this.capacity = capacity;
        typeId = 0;
        length = 0;
        return this;
    }

    /** Type of the event encoded last; 0 where none was since {@link #wrap}. */
    public int typeId() {
        return typeId;
    }

    /** Version of its payload; 0 where none was encoded since {@link #wrap}. */
    public int schemaVersion() {
        return typeId == 0 ? 0 : EventTypes.version(typeId);
    }

    /** Bytes of its payload. */
    public int length() {
        return length;
    }

    @Override
    public void accountRegistered(Header h, long keyId, Slice name) {
        begin(AccountRegisteredEncoder.TEMPLATE_ID, AccountRegisteredEncoder.BLOCK_LENGTH);
        accountRegistered.wrap(buffer, offset).keyId(keyId);
        append(name);
    }

    @Override
    public void shopRegistered(Header h, int targetSeconds, Slice code, Slice name) {
        begin(ShopRegisteredEncoder.TEMPLATE_ID, ShopRegisteredEncoder.BLOCK_LENGTH);
        shopRegistered.wrap(buffer, offset).targetSeconds(targetSeconds);
        append(code);
        append(name);
    }

    @Override
    public void inboxRegistered(
            Header h,
            long shop,
            long identifierHi,
            long identifierLo,
            Slice identifier,
            Slice settings) {
        begin(InboxRegisteredEncoder.TEMPLATE_ID, InboxRegisteredEncoder.BLOCK_LENGTH);
        inboxRegistered.wrap(buffer, offset).shop(shop);
        inboxRegistered.identifierHash().hi(identifierHi).lo(identifierLo);
        append(identifier);
        append(settings);
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
        begin(AgentRegisteredEncoder.TEMPLATE_ID, AgentRegisteredEncoder.BLOCK_LENGTH);
        agentRegistered
                .wrap(buffer, offset)
                .keyId(keyId)
                .capacity(capacity)
                .role(RoleCode.get(role.code()));
        agentRegistered.tokenHash().hi(tokenHi).lo(tokenLo);
        append(name);
        append(email);
    }

    @Override
    public void agentUpdated(Header h, int capacity, Role role, Slice name, Slice email) {
        begin(AgentUpdatedEncoder.TEMPLATE_ID, AgentUpdatedEncoder.BLOCK_LENGTH);
        agentUpdated.wrap(buffer, offset).capacity(capacity).role(RoleCode.get(role.code()));
        append(name);
        append(email);
    }

    @Override
    public void agentTokenIssued(Header h, long tokenHi, long tokenLo) {
        begin(AgentTokenIssuedEncoder.TEMPLATE_ID, AgentTokenIssuedEncoder.BLOCK_LENGTH);
        agentTokenIssued.wrap(buffer, offset);
        agentTokenIssued.tokenHash().hi(tokenHi).lo(tokenLo);
    }

    @Override
    public void presenceChanged(Header h, Presence presence) {
        begin(PresenceChangedEncoder.TEMPLATE_ID, PresenceChangedEncoder.BLOCK_LENGTH);
        presenceChanged.wrap(buffer, offset).presence(PresenceCode.get(presence.code()));
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
        begin(VisitorRegisteredEncoder.TEMPLATE_ID, VisitorRegisteredEncoder.BLOCK_LENGTH);
        visitorRegistered.wrap(buffer, offset).keyId(keyId).shop(shop).inbox(inbox);
        visitorRegistered.sourceHash().hi(sourceHi).lo(sourceLo);
        append(sourceId);
        append(profile);
    }

    @Override
    public void visitorUpdated(Header h, Slice profile) {
        begin(VisitorUpdatedEncoder.TEMPLATE_ID, VisitorUpdatedEncoder.BLOCK_LENGTH);
        append(profile);
    }

    @Override
    public void visitorRecalled(Header h, long keyId, long shop, long inbox) {
        begin(VisitorRecalledEncoder.TEMPLATE_ID, VisitorRecalledEncoder.BLOCK_LENGTH);
        visitorRecalled.wrap(buffer, offset).keyId(keyId).shop(shop).inbox(inbox);
    }

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        begin(ConversationStartedEncoder.TEMPLATE_ID, ConversationStartedEncoder.BLOCK_LENGTH);
        conversationStarted
                .wrap(buffer, offset)
                .shop(shop)
                .inbox(inbox)
                .visitor(visitor)
                .number(number);
        append(context);
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        begin(MessagePostedEncoder.TEMPLATE_ID, MessagePostedEncoder.BLOCK_LENGTH);
        messagePosted.wrap(buffer, offset).message(message).note(flag(note));
        append(content);
        append(attributes);
    }

    @Override
    public void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes) {
        begin(MessageUpdatedEncoder.TEMPLATE_ID, MessageUpdatedEncoder.BLOCK_LENGTH);
        messageUpdated
                .wrap(buffer, offset)
                .message(message)
                .messageSeq(messageSeq)
                .note(flag(note));
        append(content);
        append(attributes);
    }

    @Override
    public void firstResponseArmed(Header h, long warnAt, long deadline) {
        begin(FirstResponseArmedEncoder.TEMPLATE_ID, FirstResponseArmedEncoder.BLOCK_LENGTH);
        firstResponseArmed.wrap(buffer, offset).warnAt(warnAt).deadline(deadline);
    }

    @Override
    public void firstResponseWarned(Header h, long intendedAt) {
        begin(FirstResponseWarnedEncoder.TEMPLATE_ID, FirstResponseWarnedEncoder.BLOCK_LENGTH);
        firstResponseWarned.wrap(buffer, offset).intendedAt(intendedAt);
    }

    @Override
    public void firstResponseBreached(Header h, long intendedAt) {
        begin(FirstResponseBreachedEncoder.TEMPLATE_ID, FirstResponseBreachedEncoder.BLOCK_LENGTH);
        firstResponseBreached.wrap(buffer, offset).intendedAt(intendedAt);
    }

    @Override
    public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
        begin(FirstResponseMetEncoder.TEMPLATE_ID, FirstResponseMetEncoder.BLOCK_LENGTH);
        firstResponseMet
                .wrap(buffer, offset)
                .elapsedMicros(elapsedMicros)
                .withinTarget(flag(withinTarget));
    }

    @Override
    public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
        begin(ConversationQueuedEncoder.TEMPLATE_ID, ConversationQueuedEncoder.BLOCK_LENGTH);
        conversationQueued
                .wrap(buffer, offset)
                .previousAgent(previousAgent)
                .reason(QueueReasonCode.get(reason.code()));
    }

    @Override
    public void conversationAssigned(
            Header h, AssignReason reason, long agent, long previousAgent) {
        begin(ConversationAssignedEncoder.TEMPLATE_ID, ConversationAssignedEncoder.BLOCK_LENGTH);
        conversationAssigned
                .wrap(buffer, offset)
                .agent(agent)
                .previousAgent(previousAgent)
                .reason(AssignReasonCode.get(reason.code()));
    }

    @Override
    public void conversationResolved(Header h, long agent) {
        begin(ConversationResolvedEncoder.TEMPLATE_ID, ConversationResolvedEncoder.BLOCK_LENGTH);
        conversationResolved.wrap(buffer, offset).agent(agent);
    }

    @Override
    public void conversationReopened(Header h) {
        begin(ConversationReopenedEncoder.TEMPLATE_ID, ConversationReopenedEncoder.BLOCK_LENGTH);
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
        begin(ConversationRecalledEncoder.TEMPLATE_ID, ConversationRecalledEncoder.BLOCK_LENGTH);
        conversationRecalled
                .wrap(buffer, offset)
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
        begin(ConversationRatedEncoder.TEMPLATE_ID, ConversationRatedEncoder.BLOCK_LENGTH);
        conversationRated.wrap(buffer, offset).rating(rating);
        append(comment);
    }

    @Override
    public void conversationSeen(Header h, int seenSeq) {
        begin(ConversationSeenEncoder.TEMPLATE_ID, ConversationSeenEncoder.BLOCK_LENGTH);
        conversationSeen.wrap(buffer, offset).seenSeq(seenSeq);
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
        begin(ConversationImportedEncoder.TEMPLATE_ID, ConversationImportedEncoder.BLOCK_LENGTH);
        conversationImported.wrap(buffer, offset).shop(shop).keyId(keyId).number(number);
        conversationImported.externalHash().hi(externalHi).lo(externalLo);
        append(externalId);
    }

    @Override
    public void messageImported(Header h, long message, Slice content) {
        begin(MessageImportedEncoder.TEMPLATE_ID, MessageImportedEncoder.BLOCK_LENGTH);
        messageImported.wrap(buffer, offset).message(message);
        append(content);
    }

    @Override
    public void clockStepped(Header h, long deltaMicros) {
        begin(ClockSteppedEncoder.TEMPLATE_ID, ClockSteppedEncoder.BLOCK_LENGTH);
        clockStepped.wrap(buffer, offset).deltaMicros(deltaMicros);
    }

    private void begin(int typeId, int blockLength) {
        this.typeId = typeId;
        length = 0;
        claim(blockLength);
    }

    private void append(Slice data) {
        int at = offset + length;
        claim(LENGTH_BYTES + data.length());
        buffer.putInt(at, data.length(), LITTLE_ENDIAN);
        buffer.putBytes(at + LENGTH_BYTES, data.array(), data.offset(), data.length());
    }

    private void claim(int bytes) {
        if (bytes > capacity - length) {
            throw new IllegalStateException(
                    EventTypes.name(typeId)
                            + " payloadBytes="
                            + ((long) length + bytes)
                            + " or more exceed "
                            + capacity);
        }
        length += bytes;
    }

    private static Flag flag(boolean value) {
        return value ? Flag.TRUE : Flag.FALSE;
    }
}
