package dev.parley.search;

import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.pl.PolishAnalyzer;
import org.apache.lucene.analysis.stempel.StempelStemmer;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.EstonianStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.RussianStemmer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The forms by which a word is found: itself without diacritics, and its stems, each tagged by the
 * language whose rules made it, so that the stem of one language never meets a word of another. One
 * thread; remembers the forms of the last words, since a shop's vocabulary repeats itself.
 */
final class Forms {
    private static final int REMEMBERED = 1 << 16;
    private static final int LONGEST_INFLECTED = 40;
    private static final int SHORTEST_INFLECTED = 3;

    /** Reads its table, a tenth of a second, with the first word that may be Polish. */
    private @Nullable StempelStemmer polish;

    private final SnowballStemmer estonian = new EstonianStemmer();
    private final SnowballStemmer finnish = new FinnishStemmer();
    private final SnowballStemmer english = new EnglishStemmer();
    private final SnowballStemmer russian = new RussianStemmer();
    private final Map<Set<Language>, Map<String, Word>> known = new HashMap<>();
    private int size;

    /**
     * A word as the index has it.
     *
     * @param forms the folded word first
     * @param exact as it was written
     * @param others the forms that differ from it
     */
    record Word(List<String> forms, BytesRef exact, List<BytesRef> others) {}

    /** Forms of a lower-case word that may be of these languages; the folded word first. */
    List<String> of(String word, Set<Language> candidates) {
        return word(word, remembered(candidates), candidates).forms();
    }

    /** The lower-case words of a message, in their order. */
    List<Word> of(List<String> message) {
        Set<Language> candidates = Language.candidates(message);
        Map<String, Word> remembered = remembered(candidates);
        List<Word> found = new ArrayList<>(message.size());
        for (String each : message) {
            found.add(word(each, remembered, candidates));
        }
        return found;
    }

    private Map<String, Word> remembered(Set<Language> candidates) {
        if (size > REMEMBERED) {
            known.clear();
            size = 0;
        }
        return known.computeIfAbsent(candidates, _ -> new HashMap<>());
    }

    private Word word(String word, Map<String, Word> remembered, Set<Language> candidates) {
        Word before = remembered.get(word);
        if (before != null) {
            return before;
        }
        List<String> forms = make(word, candidates);
        List<BytesRef> others =
                forms.stream().filter(form -> !form.equals(word)).map(BytesRef::new).toList();
        Word made = new Word(forms, new BytesRef(word), others);
        remembered.put(word, made);
        size++;
        return made;
    }

    /** Without diacritics, and with one letter for е and ё. */
    static String folded(String word) {
        char[] in = word.replace('ё', 'е').toCharArray();
        char[] out = new char[4 * in.length];
        int length = ASCIIFoldingFilter.foldToASCII(in, 0, out, 0, in.length);
        return new String(out, 0, length);
    }

    private List<String> make(String word, Set<Language> candidates) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(folded(word));
        int apostrophe = Math.max(word.indexOf('\''), word.indexOf('’'));
        String inflected = apostrophe > 0 ? word.substring(0, apostrophe) : word;
        if (apostrophe > 0) {
            forms.add(folded(inflected));
        }
        if (inflected.length() < SHORTEST_INFLECTED
                || inflected.length() > LONGEST_INFLECTED
                || Language.isCommon(word)
                || !inflected.codePoints().allMatch(Character::isLetter)) {
            return List.copyOf(forms);
        }
        switch (Character.UnicodeScript.of(inflected.codePointAt(0))) {
            case CYRILLIC -> forms.add("r~" + stem(russian, inflected.replace('ё', 'е')));
            case LATIN -> candidates.forEach(language -> add(language, inflected, forms));
            default -> {}
        }
        return List.copyOf(forms);
    }

    private void add(Language language, String word, Set<String> forms) {
        String folded = folded(word);
        switch (language) {
            case POLISH -> {
                StringBuilder stem = polish().stem(word);
                if (stem != null && stem.length() >= SHORTEST_INFLECTED) {
                    forms.add("p~" + folded(stem.toString()));
                }
                forms.add("p~" + Endings.polish(folded));
            }
            case ESTONIAN -> {
                forms.add("e~" + folded(stem(estonian, word)));
                forms.add("e~" + Endings.estonian(folded));
            }
            case FINNISH -> {
                forms.add("f~" + folded(stem(finnish, word)));
                forms.add("f~" + Endings.finnish(folded));
            }
            case ENGLISH -> forms.add("n~" + folded(stem(english, word)));
            case RUSSIAN -> {}
        }
    }

    private StempelStemmer polish() {
        StempelStemmer ready = polish;
        if (ready == null) {
            ready = new StempelStemmer(PolishAnalyzer.getDefaultTable());
            polish = ready;
        }
        return ready;
    }

    private static String stem(SnowballStemmer stemmer, String word) {
        stemmer.setCurrent(word);
        stemmer.stem();
        return stemmer.getCurrent();
    }
}
