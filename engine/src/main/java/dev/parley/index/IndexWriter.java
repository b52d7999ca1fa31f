package dev.parley.index;

import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.index.IndexException.Code;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Gathers what events say for the index and writes it with the position it belongs to. One thread.
 * Reads nothing and may be given the same event twice.
 */
final class IndexWriter implements PartialEvents, AutoCloseable {
    private static final byte[] NOTHING = new byte[0];

    private final StoredIndex index;
    private final WriteBatch batch = new WriteBatch();
    private final byte[] key = new byte[IndexKeys.PAIR_BYTES];

    IndexWriter(StoredIndex index) {
        this.index = index;
    }

    /** A record of this stream lies at this position; stream 0 has no index. */
    void record(long stream, long position) {
        if (stream != 0) {
            put(IndexKeys.pair(key, IndexKeys.STREAM, stream, position), NOTHING);
        }
    }

    /**
     * Writes what was gathered, all or nothing; from now on the index answers for everything below
     * {@code indexedBefore}. {@code fingerprint} is remembered of the record before it.
     */
    void commit(long indexedBefore, long fingerprint) {
        put(IndexKeys.state(), IndexKeys.stateValue(indexedBefore, fingerprint));
        index.write(batch, indexedBefore, fingerprint);
        batch.clear();
    }

    @Override
    public void close() {
        batch.close();
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
        put(IndexKeys.pair(key, IndexKeys.VISITOR, visitor, h.stream), NOTHING);
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
        put(at, IndexKeys.longValue(h.stream));
    }

    private void hash(Lookup kind, long hi, long lo, long id) {
        if ((hi | lo) != 0) {
            put(IndexKeys.hash(kind, hi, lo), IndexKeys.longValue(id));
        }
    }

    private void token(long agent, long hi, long lo) {
        hash(Lookup.AGENT_TOKEN, hi, lo, agent);
        put(IndexKeys.token(agent), IndexKeys.hashValue(hi, lo));
    }

    private void put(byte[] at, byte[] value) {
        try {
            batch.put(at, value);
        } catch (RocksDBException e) {
            throw new IndexException(Code.INDEX_IO, "batch: " + e.getMessage(), e);
        }
    }
}
