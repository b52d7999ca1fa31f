package dev.parley.projection;

import dev.parley.domain.Chain;
import dev.parley.domain.Description;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;

import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayList;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Visitors in memory: those with a conversation in memory, and others for a day after their last
 * sign. The conversation board tells what starts and what is let go.
 */
public final class Visitors implements PartialEvents {
    private static final class Visitor extends Chain.Link<Visitor> {
        private final LongArrayList conversations = new LongArrayList();
        private VisitorView view;
        private long idleSince;

        Visitor(VisitorView view) {
            this.view = view;
        }
    }

    private final Long2ObjectHashMap<Visitor> visitors = new Long2ObjectHashMap<>();
    private final Map<Hash, Visitor> bySource = new HashMap<>();
    private final Chain<Visitor> idle = new Chain<>();

    public Optional<VisitorView> find(long id) {
        return Optional.ofNullable(visitors.get(id)).map(each -> each.view);
    }

    /** The visitor whose source id has this hash, if in memory since being registered. */
    public Optional<VisitorView> find(Hash source) {
        return Optional.ofNullable(bySource.get(source)).map(each -> each.view);
    }

    /** Ids of the visitor's conversations in memory, the oldest first. */
    public long[] conversations(long id) {
        Visitor visitor = visitors.get(id);
        return visitor == null ? new long[0] : visitor.conversations.toLongArray();
    }

    /** How many are in memory. */
    public int size() {
        return visitors.size();
    }

    /** Canonical description. */
    public void describe(LongSink sink) {
        Description.values(sink, visitors, each -> describe(each, sink));
        Description.chain(sink, idle, each -> each.view.id());
    }

    void restore(LongSource source) {
        Description.values(source, () -> restoreOne(source));
        Description.chain(source, idle, visitors::get);
    }

    private void restoreOne(LongSource source) {
        Visitor visitor = new Visitor(VisitorView.from(source));
        visitors.put(visitor.view.id(), visitor);
        visitor.idleSince = source.next();
        if (source.nextFlags(1) != 0) {
            bySource.put(visitor.view.source(), visitor);
        }
        for (int left = source.nextCount(); left > 0; left--) {
            visitor.conversations.addLong(source.next());
        }
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
        Hash source = new Hash(sourceHi, sourceLo);
        Visitor visitor =
                new Visitor(
                        new VisitorView(
                                h.stream,
                                h.account,
                                keyId,
                                shop,
                                inbox,
                                source,
                                sourceId.copy(),
                                profile.copy()));
        bySource.put(source, visitor);
        keep(visitor, h.recordedAt);
    }

    @Override
    public void visitorUpdated(Header h, Slice profile) {
        Visitor visitor = theVisitor(h.stream);
        visitor.view = visitor.view.with(profile.copy());
        if (visitor.conversations.isEmpty()) {
            keep(visitor, h.recordedAt);
        }
    }

    @Override
    public void visitorErased(Header h, long keyId) {
        Visitor visitor = theVisitor(h.stream);
        if (visitor.conversations.isEmpty()) {
            keep(visitor, h.recordedAt);
        }
    }

    @Override
    public void visitorRecalled(Header h, long keyId, long shop, long inbox) {
        keep(
                new Visitor(
                        new VisitorView(
                                h.stream,
                                h.account,
                                keyId,
                                shop,
                                inbox,
                                Hash.NONE,
                                Slice.EMPTY,
                                Slice.EMPTY)),
                h.recordedAt);
    }

    /** A conversation of the visitor is in memory. */
    void gained(long visitor, long conversation) {
        Visitor owner = theVisitor(visitor);
        owner.conversations.addLong(conversation);
        Chain.leave(owner);
    }

    /** A conversation of the visitor left memory. */
    void lost(long visitor, long conversation, long now) {
        Visitor owner = theVisitor(visitor);
        owner.conversations.removeLong(conversation);
        if (owner.conversations.isEmpty()) {
            keep(owner, now);
        }
    }

    /** Lets go of at most {@code count} that have been idle since before {@code horizon}. */
    void forgetBefore(long horizon, int count) {
        for (int i = 0; i < count; i++) {
            Visitor oldest = idle.first();
            if (oldest == null || oldest.idleSince >= horizon) {
                return;
            }
            Chain.leave(oldest);
            visitors.remove(oldest.view.id());
            bySource.remove(oldest.view.source(), oldest);
        }
    }

    private void keep(Visitor visitor, long now) {
        visitors.put(visitor.view.id(), visitor);
        visitor.idleSince = now;
        idle.addLast(visitor);
    }

    private Visitor theVisitor(long id) {
        Visitor visitor = visitors.get(id);
        if (visitor == null) {
            throw new IllegalStateException(
                    "visitor=" + id + " of a recorded event is not in memory");
        }
        return visitor;
    }

    private void describe(Visitor visitor, LongSink sink) {
        visitor.view.describe(sink);
        sink.put(visitor.idleSince);
        // Not one who came back, nor one whose source id another has taken since.
        sink.put(visitor.equals(bySource.get(visitor.view.source())) ? 1 : 0);
        sink.put(visitor.conversations.size());
        for (int i = 0; i < visitor.conversations.size(); i++) {
            sink.put(visitor.conversations.getLong(i));
        }
    }
}
