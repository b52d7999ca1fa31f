package dev.parley.example;

import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.modelling.annotation.TargetEntityId;

/** What can be asked of a voucher, and what happened to it. */
public interface Vouchers {
    record Issue(@TargetEntityId String voucher, int cents) {}

    record Redeem(@TargetEntityId String voucher, int cents) {}

    @Event(namespace = "vouchers", name = "Issued", version = "1")
    record Issued(@EventTag(key = "voucher") String voucher, int cents) {}

    @Event(namespace = "vouchers", name = "Redeemed", version = "1")
    record Redeemed(@EventTag(key = "voucher") String voucher, int cents) {}
}
