package dev.parley.search;

import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** Cuts text into words by the rules of Unicode, any script. One thread. */
final class Words {
    private final StandardTokenizer source = new StandardTokenizer();
    private final TokenStream words = new LowerCaseFilter(source);
    private final CharTermAttribute term = words.addAttribute(CharTermAttribute.class);
    private final OffsetAttribute place = words.addAttribute(OffsetAttribute.class);

    /**
     * A word of a text, in lower case.
     *
     * @param start first char in the text, inclusive
     * @param end exclusive
     */
    record Word(String text, int start, int end) {}

    /** One form for what can be written in several: a letter and its accent, or both in one. */
    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** The words of a normal text. One longer than 255 chars counts as several. */
    List<Word> of(String normal) {
        List<Word> found = new ArrayList<>();
        each(
                normal,
                () -> found.add(new Word(term.toString(), place.startOffset(), place.endOffset())));
        return found;
    }

    /** The same without their places. */
    List<String> textsOf(String normal) {
        List<String> found = new ArrayList<>();
        each(normal, () -> found.add(term.toString()));
        return found;
    }

    private void each(String normal, Runnable found) {
        try {
            source.setReader(new StringReader(normal));
            try {
                words.reset();
                while (words.incrementToken()) {
                    found.run();
                }
                words.end();
            } finally {
                words.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
