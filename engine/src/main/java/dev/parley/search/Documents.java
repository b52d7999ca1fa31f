package dev.parley.search;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

import java.util.ArrayList;
import java.util.List;

/** Names of the index's fields, and the documents made of them. One thread. */
final class Documents {
    static final String CONVERSATION_ENTRY = "c";
    static final String MESSAGE = "m";
    static final String ACCOUNT = "a";
    static final String SHOP = "s";
    static final String IN_CONVERSATION = "v";
    static final String KEY = "k";
    static final String AT = "t";
    static final String POSITION = "p";
    static final String EXACT = "x";
    static final String FORMS = "f";
    static final String ROW = "row";

    private static final FieldType PLACED = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    private static final FieldType UNPLACED = type(IndexOptions.DOCS);

    private final Words words = new Words();
    private final Forms forms = new Forms();
    private final Terms exact = new Terms();
    private final Terms others = new Terms();

    static Term term(String field, long id) {
        return new Term(field, text(id));
    }

    static long id(String term) {
        return Long.parseLong(term, Character.MAX_RADIX);
    }

    /** What messages need to know of their conversation, kept for after a restart. */
    static Document conversation(long id, Conversation conversation) {
        Document document = new Document();
        document.add(key(CONVERSATION_ENTRY, id));
        document.add(new StoredField(ROW, conversation.toBytes()));
        return document;
    }

    Document message(Row row, String text) {
        Document document = new Document();
        document.add(key(MESSAGE, row.message()));
        document.add(key(ACCOUNT, row.account()));
        document.add(key(SHOP, row.shop()));
        document.add(key(IN_CONVERSATION, row.conversation()));
        document.add(key(KEY, row.keyId()));
        document.add(NumericDocValuesField.indexedField(AT, row.at()));
        document.add(new NumericDocValuesField(POSITION, row.position()));
        document.add(new StoredField(ROW, row.toBytes()));
        cut(text);
        document.add(new Field(EXACT, exact, PLACED));
        document.add(new Field(FORMS, others, UNPLACED));
        return document;
    }

    private void cut(String text) {
        exact.clear();
        others.clear();
        for (Forms.Word each : forms.of(words.textsOf(Words.normal(text)))) {
            exact.add(each.exact());
            each.others().forEach(others::add);
        }
    }

    private static StringField key(String field, long id) {
        return new StringField(field, text(id), Field.Store.NO);
    }

    private static String text(long id) {
        return Long.toString(id, Character.MAX_RADIX);
    }

    private static FieldType type(IndexOptions options) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.setIndexOptions(options);
        type.freeze();
        return type;
    }

    /** Terms that are already cut; used again for each document. */
    private static final class Terms extends TokenStream {
        private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
        private final List<BytesRef> all = new ArrayList<>();
        private int next;

        void clear() {
            all.clear();
        }

        void add(BytesRef each) {
            all.add(each);
        }

        @Override
        public void reset() {
            clearAttributes();
            next = 0;
        }

        /** Clears no attribute: between two resets none but the term is set. */
        @Override
        public boolean incrementToken() {
            if (next == all.size()) {
                return false;
            }
            term.setBytesRef(all.get(next++));
            return true;
        }
    }
}
