package dev.parley.example;

import dev.parley.example.Vouchers.Issue;
import dev.parley.example.Vouchers.Issued;
import dev.parley.example.Vouchers.Redeem;
import dev.parley.example.Vouchers.Redeemed;

import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.annotation.InjectEntity;

/** A voucher as its events tell of it; the handlers decide on what it has left. */
@EventSourcedEntity(tagKey = "voucher")
public final class Voucher {
    private int left;

    @EntityCreator
    public Voucher() {}

    @EventSourcingHandler
    void on(Issued event) {
        left += event.cents();
    }

    @EventSourcingHandler
    void on(Redeemed event) {
        left -= event.cents();
    }

    /** Nothing of a voucher that was sourced here may have changed when the events are stored. */
    public static final class Desk {
        @CommandHandler
        int handle(Issue command, @InjectEntity Voucher voucher, EventAppender events) {
            events.append(new Issued(command.voucher(), command.cents()));
            return voucher.left;
        }

        @CommandHandler
        int handle(Redeem command, @InjectEntity Voucher voucher, EventAppender events) {
            if (command.cents() > voucher.left) {
                return -1;
            }
            events.append(new Redeemed(command.voucher(), command.cents()));
            return voucher.left;
        }
    }
}
