package dev.parley.projection;

import dev.parley.domain.Hash;
import dev.parley.domain.Slice;

/** A channel of a shop; identifier and settings are sealed. Immutable. */
public record InboxView(
        long id, long account, long shop, Hash identifierHash, Slice identifier, Slice settings) {}
