package dev.parley.projection;

import dev.parley.domain.Slice;

/** A shop; {@code code} is its public short name in UTF-8, the name is sealed. Immutable. */
public record ShopView(long id, long account, int targetSeconds, Slice code, Slice name) {}
