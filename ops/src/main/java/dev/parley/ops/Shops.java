package dev.parley.ops;

import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;

import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

import java.nio.charset.StandardCharsets;

/**
 * Which shop each stream belongs to, and what shops are called. Folded from the start of the log;
 * 16 bytes a conversation, visitor and inbox.
 */
final class Shops implements PartialEvents {
    private final Long2LongHashMap shopOf = new Long2LongHashMap(0);
    private final Long2ObjectHashMap<String> codes = new Long2ObjectHashMap<>();

    /** Shop of a conversation, visitor, inbox or shop; 0 for what belongs to none. */
    long shopOf(long stream) {
        return shopOf.get(stream);
    }

    /** The shop that envelopes of a stream are bound to; a shop's own name and agents to none. */
    long sealedFor(long stream) {
        long shop = shopOf(stream);
        return shop == stream ? 0 : shop;
    }

    /** Public short name of a shop; empty where it is not known. */
    String code(long shop) {
        return codes.getOrDefault(shop, "");
    }

    /** The shop that is called so, by code or by id; 0 if there is none. */
    long named(String name) {
        long[] found = {0};
        codes.forEach(
                (id, code) -> {
                    if (code.equals(name) || (found[0] == 0 && Long.toString(id).equals(name))) {
                        found[0] = id;
                    }
                });
        return found[0];
    }

    @Override
    public void shopRegistered(Header h, int targetSeconds, Slice code, Slice name) {
        codes.put(h.stream, new String(code.toBytes(), StandardCharsets.UTF_8));
        shopOf.put(h.stream, h.stream);
    }

    @Override
    public void inboxRegistered(
            Header h,
            long shop,
            long identifierHi,
            long identifierLo,
            Slice identifier,
            Slice settings) {
        shopOf.put(h.stream, shop);
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
        shopOf.put(h.stream, shop);
    }

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        shopOf.put(h.stream, shop);
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
        shopOf.put(h.stream, shop);
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
        shopOf.put(h.stream, shop);
    }
}
