package dev.parley.projection;

import dev.parley.domain.Slice;

/** A retailer; the name is sealed. Immutable. */
public record AccountView(long id, long keyId, Slice name) {}
