package dev.parley.search;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The languages whose inflected forms are found. Nobody says in which one a message is written, and
 * most are too short to tell: {@link #candidates} answers all that it may be, and narrows only on
 * evidence. Being wrong costs inflected forms of that message, never the words themselves.
 */
enum Language {
    POLISH(
            "ąćęłńśźż",
            "i w na nie jest to że się z do jak mam czy moje mój moja o proszę dzień dobry gdzie"
                    + " jestem ale za od po dla dziękuję już kiedy co chcę był została będzie"),
    ESTONIAN(
            "õäöüšž",
            "ja on ei ma see mis kui kas oma mu minu tere palun aga seda kus saan teie siis ole"
                    + " aitäh millal ning või veel mul tahan olen kuidas"),
    FINNISH(
            "äö",
            "ja on ei se että mutta minun olen hei kiitos missä voi oli olla ole mun kun jos mikä"
                    + " niin vielä milloin tämä onko mitä haluan moi hän minä te"),
    ENGLISH(
            "",
            "the is to my i a and you of for it in not have was this that with what when where can"
                    + " are be do me your has on if how please but been"),
    RUSSIAN("", "");

    /** Those that have to be told apart; bit i of a set of bits is the i-th. */
    private static final List<Language> TOLD_APART = List.of(POLISH, ESTONIAN, FINNISH, ENGLISH);

    private static final Set<Language> LATIN = Set.copyOf(TOLD_APART);

    /** Evidence below which nothing is excluded. */
    private static final int ENOUGH = 3;

    private static final int LETTER_WEIGHT = 2;

    /** Which languages a word of theirs speaks for, as a set of bits. */
    private static final Map<String, Integer> COMMON = common();

    private static final char FIRST_LETTER = '\u0080';

    private final String letters;
    private final String words;

    Language(String letters, String words) {
        this.letters = letters;
        this.words = words;
    }

    /** What the Latin words of a query may be: a few words tell nothing. */
    static Set<Language> all() {
        return LATIN;
    }

    /**
     * What the Latin words of a message may be: languages with at least half the evidence of the
     * best one, where that has {@link #ENOUGH}; else all. Cyrillic words are Russian by themselves.
     */
    static Set<Language> candidates(List<String> lowerCaseWords) {
        int[] scores = new int[TOLD_APART.size()];
        for (String word : lowerCaseWords) {
            int common = COMMON.getOrDefault(word, 0);
            int letters = lettersOf(word);
            if ((common | letters) != 0) {
                for (int i = 0; i < scores.length; i++) {
                    scores[i] += (common >>> i & 1) + LETTER_WEIGHT * (letters >>> i & 1);
                }
            }
        }
        int best = Arrays.stream(scores).max().orElse(0);
        if (best < ENOUGH) {
            return LATIN;
        }
        EnumSet<Language> likely = EnumSet.noneOf(Language.class);
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] * 2 >= best) {
                likely.add(TOLD_APART.get(i));
            }
        }
        return likely;
    }

    /** Whether a word only holds sentences together: such words are not inflected. */
    static boolean isCommon(String word) {
        return COMMON.containsKey(word);
    }

    /** Languages of which the word has a letter that not all have. */
    private static int lettersOf(String word) {
        int found = 0;
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (letter >= FIRST_LETTER) {
                for (int language = 0; language < TOLD_APART.size(); language++) {
                    String letters = TOLD_APART.get(language).letters;
                    found |= letters.indexOf(letter) >= 0 ? 1 << language : 0;
                }
            }
        }
        return found;
    }

    private static Map<String, Integer> common() {
        Map<String, Integer> common = new HashMap<>();
        for (int i = 0; i < TOLD_APART.size(); i++) {
            int language = 1 << i;
            for (String word : TOLD_APART.get(i).words.split(" ", -1)) {
                common.merge(word, language, (some, one) -> some | one);
            }
        }
        return Map.copyOf(common);
    }
}
