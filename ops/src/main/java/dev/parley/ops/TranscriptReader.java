package dev.parley.ops;

import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;
import dev.parley.seal.SealedField;
import dev.parley.seal.Sealer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the messages of one conversation from its events. One thread. */
final class TranscriptReader implements PartialEvents {
    private final OpenLog log;
    private final long conversation;
    private final Map<Long, Transcript.Message> messages = new LinkedHashMap<>();
    private long account;
    private long shop;
    private long number;

    /** Null where it was not imported, or its key is not there. */
    private @Nullable String externalId;

    TranscriptReader(OpenLog log, long conversation) {
        this.log = log;
        this.conversation = conversation;
    }

    /** Whether the log has the conversation. */
    boolean found() {
        return account != 0;
    }

    Transcript transcript(Shops shops) {
        List<Transcript.Message> inOrder = new ArrayList<>(messages.values());
        return new Transcript(conversation, account, shops.code(shop), number, externalId, inOrder);
    }

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        begin(h, shop, number);
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
        begin(h, shop, number);
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
        begin(h, shop, number);
        this.externalId =
                log.text(externalId, shop, SealedField.IMPORTED_EXTERNAL_ID.id()).orElse(null);
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        add(h, message, note, content, SealedField.MESSAGE_CONTENT);
    }

    @Override
    public void messageImported(Header h, long message, Slice content) {
        add(h, message, false, content, SealedField.IMPORTED_CONTENT);
    }

    @Override
    public void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes) {
        Transcript.Message before = messages.get(message);
        if (before != null && content.length() > 0) {
            messages.put(
                    message,
                    new Transcript.Message(
                            before.seq(),
                            before.at(),
                            before.from(),
                            before.actor(),
                            before.note(),
                            h.occurredAt,
                            text(content, SealedField.MESSAGE_UPDATED_CONTENT),
                            keyId(content)));
        }
    }

    private void begin(Header h, long shop, long number) {
        account = h.account;
        this.shop = shop;
        this.number = number;
    }

    private void add(Header h, long message, boolean note, Slice content, SealedField field) {
        messages.put(
                message,
                new Transcript.Message(
                        h.seq,
                        h.occurredAt,
                        h.actorKind,
                        h.actor,
                        note,
                        0,
                        text(content, field),
                        keyId(content)));
    }

    /** Null where the key is not there. */
    private @Nullable String text(Slice content, SealedField field) {
        return log.text(content, shop, field.id()).orElse(null);
    }

    private static long keyId(Slice content) {
        return content.length() < Long.BYTES ? 0 : Sealer.keyId(content.array(), content.offset());
    }
}
