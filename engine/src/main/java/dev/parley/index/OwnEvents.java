package dev.parley.index;

import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;

/** What the shard's own events say for the index. One thread, the writer's. */
final class OwnEvents implements PartialEvents {
    private final IndexWriter writer;
    private final byte[] key = new byte[IndexKeys.PAIR_BYTES];

    OwnEvents(IndexWriter writer) {
        this.writer = writer;
    }

    @Override
    public void inboxRegistered(
            Header h,
            long shop,
            long identifierHi,
            long identifierLo,
            Slice identifier,
            Slice settings) {
        hash(Lookup.INBOX_IDENTIFIER, identifierHi, identifierLo, h.stream);
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
        token(h.stream, tokenHi, tokenLo);
    }

    @Override
    public void agentTokenIssued(Header h, long tokenHi, long tokenLo) {
        token(h.stream, tokenHi, tokenLo);
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
        hash(Lookup.VISITOR_SOURCE, sourceHi, sourceLo, h.stream);
    }

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        number(h, number);
        writer.put(IndexKeys.pair(key, IndexKeys.VISITOR, visitor, h.stream), IndexWriter.NOTHING);
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
        number(h, number);
        hash(Lookup.EXTERNAL_ID, externalHi, externalLo, h.stream);
    }

    private void number(Header h, long number) {
        byte[] at = IndexKeys.pair(key, IndexKeys.NUMBER, h.account, number);
        writer.put(at, IndexKeys.longValue(h.stream));
    }

    private void hash(Lookup kind, long hi, long lo, long id) {
        if ((hi | lo) != 0) {
            writer.put(IndexKeys.hash(kind, hi, lo), IndexKeys.longValue(id));
        }
    }

    private void token(long agent, long hi, long lo) {
        hash(Lookup.AGENT_TOKEN, hi, lo, agent);
        writer.put(IndexKeys.token(agent), IndexKeys.hashValue(hi, lo));
    }
}
