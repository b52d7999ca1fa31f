package dev.parley.search;

import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody typed, read as a query: any text is one, none is an error. One thread.
 *
 * <p>Kept for marking what was found: the words as they have to stand, their forms, beginnings.
 */
final class QueryWords {
    /** Shorter beginnings would take in half the words there are. */
    private static final int PREFIX_CHARS = 2;

    private static final int PHRASE_WORDS = 16;

    /**
     * A minus sign excludes where a word begins with it; a quote that is not closed ends the text.
     */
    private static final Pattern PART = Pattern.compile("(-?)(?:\"([^\"]*)(?:\"|$)|([^\\s\"]+))");

    private final Words words = new Words();
    private final Forms forms = new Forms();
    private final Set<String> exact = new HashSet<>();
    private final Set<String> inflected = new HashSet<>();
    private final List<String> beginnings = new ArrayList<>();
    private final Optional<Query> query;

    QueryWords(String text) {
        query = read(cut(Words.normal(text)));
    }

    /** Empty where there is no word to look for. */
    Optional<Query> query() {
        return query;
    }

    /** Whether a word of a message is one that was looked for. */
    boolean wants(String word, Set<Language> candidates) {
        if (exact.contains(word)) {
            return true;
        }
        List<String> all = forms.of(word, candidates);
        return all.stream().anyMatch(inflected::contains)
                || beginnings.stream().anyMatch(all.getFirst()::startsWith);
    }

    Words words() {
        return words;
    }

    private static String cut(String text) {
        return text.length() <= SearchQuery.TEXT_CHARS
                ? text
                : text.substring(0, SearchQuery.TEXT_CHARS);
    }

    private Optional<Query> read(String text) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        int wanted = 0;
        int clauses = 0;
        Matcher part = PART.matcher(text);
        while (part.find() && clauses < SearchQuery.CLAUSES) {
            boolean not = !part.group(1).isEmpty();
            String quoted = part.group(2);
            Optional<Query> clause =
                    quoted == null ? word(part.group(3), not) : phrase(quoted, not);
            if (clause.isPresent()) {
                all.add(clause.get(), not ? Occur.MUST_NOT : Occur.FILTER);
                clauses++;
                wanted += not ? 0 : 1;
            }
        }
        return wanted == 0 ? Optional.empty() : Optional.of(all.build());
    }

    private Optional<Query> phrase(String quoted, boolean not) {
        List<String> all = terms(quoted);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        if (!not) {
            exact.addAll(all);
        }
        return Optional.of(inOrder(all));
    }

    /** One word for who typed it; an order number may be several to the index. */
    private Optional<Query> word(String typed, boolean not) {
        List<String> all = terms(typed);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String last = all.getLast();
        if (typed.endsWith("*") && last.length() >= PREFIX_CHARS) {
            return Optional.of(beginning(all.subList(0, all.size() - 1), last, not));
        }
        if (all.size() > 1) {
            if (!not) {
                exact.addAll(all);
            }
            return Optional.of(inOrder(all));
        }
        List<String> found = forms.of(last, Language.all());
        if (!not) {
            inflected.addAll(found);
        }
        List<BytesRef> terms = found.stream().map(BytesRef::new).toList();
        return Optional.of(
                either(
                        new TermInSetQuery(Documents.EXACT, terms),
                        new TermInSetQuery(Documents.FORMS, terms)));
    }

    private Query beginning(List<String> before, String last, boolean not) {
        String folded = Forms.folded(last);
        if (!not) {
            exact.addAll(before);
            beginnings.add(folded);
        }
        Query starts =
                either(
                        new PrefixQuery(new Term(Documents.EXACT, folded)),
                        new PrefixQuery(new Term(Documents.FORMS, folded)));
        if (before.isEmpty()) {
            return starts;
        }
        return new BooleanQuery.Builder()
                .add(inOrder(before), Occur.FILTER)
                .add(starts, Occur.FILTER)
                .build();
    }

    /** A form that is the word itself stands only where the words as written are. */
    private static Query either(Query exact, Query forms) {
        return new BooleanQuery.Builder().add(exact, Occur.SHOULD).add(forms, Occur.SHOULD).build();
    }

    private static Query inOrder(List<String> terms) {
        if (terms.size() == 1) {
            return new TermQuery(new Term(Documents.EXACT, terms.getFirst()));
        }
        return new PhraseQuery(Documents.EXACT, terms.toArray(String[]::new));
    }

    private List<String> terms(String part) {
        return words.of(part).stream().map(Words.Word::text).limit(PHRASE_WORDS).toList();
    }
}
