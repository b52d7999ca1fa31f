package dev.parley.desk;

import dev.parley.desk.DeskAnswer.Code;
import dev.parley.desk.DeskAnswer.Done;
import dev.parley.desk.DeskAnswer.Refused;
import dev.parley.desk.DeskCommand.ChangeCannedReply;
import dev.parley.desk.DeskCommand.DefineCannedReply;
import dev.parley.desk.DeskCommand.DeleteCannedReply;
import dev.parley.desk.DeskEvent.CannedReplyChanged;
import dev.parley.desk.DeskEvent.CannedReplyDefined;
import dev.parley.desk.DeskEvent.CannedReplyDeleted;

import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.eventsourcing.annotation.reflection.InjectEntityId;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.annotation.InjectEntity;
import org.jspecify.annotations.Nullable;

/** Canned replies: what is decided, and the three entities by which. */
final class CannedReplies {
    /** By account and short code: they meet who want the same one. */
    @CommandHandler
    DeskAnswer define(
            DefineCannedReply command,
            @InjectEntity(idProperty = "account") Count count,
            @InjectEntity(idProperty = "shortCodeKey") ShortCode shortCode,
            EventAppender events) {
        if (shortCode.owner != FREE) {
            return taken(command.shortCode());
        }
        if (count.present >= DeskLimits.CANNED_REPLIES_PER_ACCOUNT) {
            return Checks.tooMany(
                            "canned_responses",
                            count.present + 1,
                            DeskLimits.CANNED_REPLIES_PER_ACCOUNT)
                    .orElseThrow();
        }
        long reply = count.lastNumber + 1;
        events.append(
                new CannedReplyDefined(
                        command.account(),
                        command.by(),
                        reply,
                        command.shortCode(),
                        command.wording()));
        return Done.of(reply);
    }

    @CommandHandler
    DeskAnswer change(
            ChangeCannedReply command,
            @InjectEntity(idProperty = "replyKey") Reply reply,
            @InjectEntity(idProperty = "shortCodeKey") ShortCode shortCode,
            EventAppender events) {
        if (reply.wording == null) {
            return unknown(command.reply());
        }
        if (shortCode.owner != FREE && shortCode.owner != command.reply()) {
            return taken(command.shortCode());
        }
        // Asked twice, done once: a client may repeat what it has no answer to.
        if (!reply.is(command.shortCode(), command.wording())) {
            events.append(
                    new CannedReplyChanged(
                            command.account(),
                            command.by(),
                            command.reply(),
                            reply.shortCode,
                            command.shortCode(),
                            command.wording()));
        }
        return Done.of(command.reply());
    }

    @CommandHandler
    DeskAnswer delete(
            DeleteCannedReply command,
            @InjectEntity(idProperty = "replyKey") Reply reply,
            EventAppender events) {
        if (reply.wording == null) {
            return unknown(command.reply());
        }
        events.append(
                new CannedReplyDeleted(
                        command.account(), command.by(), command.reply(), reply.shortCode));
        return Done.of(command.reply());
    }

    private static Refused taken(String shortCode) {
        return new Refused(
                Code.ALREADY_EXISTS, "short_code", "short_code='" + shortCode + "' is taken");
    }

    private static Refused unknown(long reply) {
        return new Refused(Code.UNKNOWN_CANNED_RESPONSE, "", "canned_response=" + reply);
    }

    private static final long FREE = 0;

    /** One reply; without a wording before it was defined and after it was deleted. */
    @EventSourcedEntity(tagKey = DeskTags.CANNED_REPLY)
    static final class Reply {
        private String shortCode = "";
        private @Nullable Wording wording;

        @EntityCreator
        Reply() {}

        boolean is(String otherShortCode, Wording other) {
            return shortCode.equals(otherShortCode) && other.equals(wording);
        }

        @EventSourcingHandler
        void on(CannedReplyDefined event) {
            shortCode = event.shortCode();
            wording = event.wording();
        }

        @EventSourcingHandler
        void on(CannedReplyChanged event) {
            shortCode = event.shortCode();
            wording = event.wording();
        }

        @EventSourcingHandler
        void on(CannedReplyDeleted event) {
            wording = null;
        }
    }

    /** One name in one account, and which reply has it. */
    @EventSourcedEntity(tagKey = DeskTags.SHORT_CODE)
    static final class ShortCode {
        private final String key;
        private long owner = FREE;

        @EntityCreator
        ShortCode(@InjectEntityId String key) {
            this.key = key;
        }

        @EventSourcingHandler
        void on(CannedReplyDefined event) {
            owner = event.reply();
        }

        /** Comes for the name it gave up as well as for the one it took. */
        @EventSourcingHandler
        void on(CannedReplyChanged event) {
            owner = event.shortCodeTag().equals(key) ? event.reply() : FREE;
        }

        @EventSourcingHandler
        void on(CannedReplyDeleted event) {
            owner = FREE;
        }
    }

    /** How many an account has, and had: numbers are never given again. */
    @EventSourcedEntity(tagKey = DeskTags.CANNED_REPLIES)
    static final class Count {
        private long lastNumber;
        private int present;

        @EntityCreator
        Count() {}

        @EventSourcingHandler
        void on(CannedReplyDefined event) {
            lastNumber = event.reply();
            present++;
        }

        @EventSourcingHandler
        void on(CannedReplyDeleted event) {
            present--;
        }
    }
}
