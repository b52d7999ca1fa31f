package dev.parley.search;

import java.util.EnumMap;
import java.util.EnumSet;
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

    private static final Set<Language> LATIN =
            Set.copyOf(EnumSet.of(POLISH, ESTONIAN, FINNISH, ENGLISH));

    /** Evidence below which nothing is excluded. */
    private static final int ENOUGH = 3;

    private static final int LETTER_WEIGHT = 2;

    private final String letters;

    // Set.of answers an immutable one
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> words;

    Language(String letters, String words) {
        this.letters = letters;
        this.words = Set.of(words.split(" ", -1));
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
        Map<Language, Integer> scores = new EnumMap<>(Language.class);
        int best = 0;
        for (Language each : LATIN) {
            int score = each.score(lowerCaseWords);
            scores.put(each, score);
            best = Math.max(best, score);
        }
        if (best < ENOUGH) {
            return LATIN;
        }
        EnumSet<Language> likely = EnumSet.noneOf(Language.class);
        for (Map.Entry<Language, Integer> each : scores.entrySet()) {
            if (each.getValue() * 2 >= best) {
                likely.add(each.getKey());
            }
        }
        return likely;
    }

    /** Whether a word only holds sentences together: such words are not inflected. */
    static boolean isCommon(String word) {
        for (Language each : LATIN) {
            if (each.words.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private int score(List<String> lowerCaseWords) {
        int score = 0;
        for (String word : lowerCaseWords) {
            if (words.contains(word)) {
                score++;
            }
            if (hasLetter(word)) {
                score += LETTER_WEIGHT;
            }
        }
        return score;
    }

    private boolean hasLetter(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (letters.indexOf(word.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
