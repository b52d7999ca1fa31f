package dev.parley.search;

import dev.parley.domain.ActorKind;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;
import dev.parley.seal.Opening;
import dev.parley.seal.SealedField;
import dev.parley.seal.Sealer;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.BytesRef;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the events of a log into documents. One thread at a time. An event that is told again
 * changes nothing. What cannot be opened is passed over: its key is erased, or not here.
 */
final class Indexing implements PartialEvents {
    /** Conversations at hand; others are looked up in the index itself. */
    private static final int CONVERSATIONS = 1 << 16;

    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Sealer sealer;
    private final Forgetting forgetting;
    private final Documents documents = new Documents();
    private final Map<Long, Conversation> conversations =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Conversation> eldest) {
                    return size() > CONVERSATIONS;
                }
            };

    /** Highest position taken in by this index, ever; -1 for none. */
    private long seen;

    Indexing(
            IndexWriter writer,
            SearcherManager searchers,
            Sealer sealer,
            Forgetting forgetting,
            long seen) {
        this.forgetting = forgetting;
        this.seen = seen;
        this.writer = writer;
        this.searchers = searchers;
        this.sealer = sealer;
    }

    void clear() {
        conversations.clear();
        seen = -1;
    }

    long seen() {
        return seen;
    }

    /** The event at {@code position} was told, whole. */
    void told(long position) {
        seen = Math.max(seen, position);
    }

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        begin(h, shop, number);
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
        conversations.put(h.stream, new Conversation(h.account, shop, number));
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
        begin(h, shop, number);
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        post(h, message, note, content, SealedField.MESSAGE_CONTENT);
    }

    @Override
    public void messageImported(Header h, long message, Slice content) {
        post(h, message, false, content, SealedField.IMPORTED_CONTENT);
    }

    @Override
    public void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes) {
        if (content.length() == 0) {
            return;
        }
        Optional<Row> before = found(Documents.term(Documents.MESSAGE, message)).map(Row::of);
        if (before.isEmpty() || before.get().textPosition() >= h.position) {
            return;
        }
        index(
                before.get().updated(h.position, keyId(content)),
                content,
                SealedField.MESSAGE_UPDATED_CONTENT);
    }

    @Override
    public void visitorErased(Header h, long keyId) {
        forgetting.forget(keyId);
    }

    private void begin(Header h, long shop, long number) {
        Conversation conversation = new Conversation(h.account, shop, number);
        conversations.put(h.stream, conversation);
        try {
            put(
                    h.position,
                    Documents.term(Documents.CONVERSATION_ENTRY, h.stream),
                    Documents.conversation(h.stream, conversation));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void post(Header h, long message, boolean note, Slice content, SealedField field) {
        if (content.length() == 0) {
            return;
        }
        Conversation conversation = conversation(h);
        index(
                new Row(
                        h.account,
                        conversation.shop(),
                        h.stream,
                        conversation.number(),
                        message,
                        h.seq,
                        h.position,
                        h.position,
                        h.occurredAt,
                        h.actorKind,
                        h.actorKind == ActorKind.AGENT ? h.actor : 0,
                        note,
                        keyId(content)),
                content,
                field);
    }

    private void index(Row row, Slice content, SealedField field) {
        try {
            Term message = Documents.term(Documents.MESSAGE, row.message());
            if (sealer.open(content, row.shop(), field.id()) instanceof Opening.Opened opened) {
                // What an update replaces was posted before.
                long first = row.textPosition() == row.position() ? row.position() : -1;
                put(first, message, documents.message(row, opened.text()));
            } else {
                // An older text of it may still be there.
                writer.deleteDocuments(message);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looking for an older document costs more than adding: done only where there may be one. */
    private void put(long position, Term id, Document document) throws IOException {
        if (position > seen) {
            writer.addDocument(document);
        } else {
            writer.updateDocument(id, document);
        }
    }

    private Conversation conversation(Header h) {
        Conversation known = conversations.get(h.stream);
        if (known != null) {
            return known;
        }
        Conversation kept =
                found(Documents.term(Documents.CONVERSATION_ENTRY, h.stream))
                        .map(Conversation::of)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "conversation="
                                                        + h.stream
                                                        + " of position="
                                                        + h.position
                                                        + " never began"));
        conversations.put(h.stream, kept);
        return kept;
    }

    /** The row under a term, also of a document that was added a moment ago. */
    private Optional<BytesRef> found(Term term) {
        try {
            Optional<BytesRef> old = look(term);
            if (old.isPresent()) {
                return old;
            }
            searchers.maybeRefreshBlocking();
            return look(term);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<BytesRef> look(Term term) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            TopDocs top = searcher.search(new TermQuery(term), 1);
            if (top.scoreDocs.length == 0) {
                return Optional.empty();
            }
            IndexReader reader = searcher.getIndexReader();
            return Optional.ofNullable(
                    reader.storedFields()
                            .document(top.scoreDocs[0].doc, java.util.Set.of(Documents.ROW))
                            .getBinaryValue(Documents.ROW));
        } finally {
            searchers.release(searcher);
        }
    }

    private static long keyId(Slice content) {
        return content.length() < Long.BYTES ? 0 : Sealer.keyId(content.array(), content.offset());
    }
}
