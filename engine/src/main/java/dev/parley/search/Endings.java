package dev.parley.search;

import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Cuts the commonest endings of nouns off words without their diacritics. Beside the stemmers of
 * Lucene, which know more words but miss common pairs: Stempel keeps {@code paczka} and {@code
 * paczkę} apart, Snowball {@code tilaus} and {@code tilauksen}, {@code tellimus} and {@code
 * tellimuse}. Both together find what either finds.
 */
final class Endings {
    private static final int STEM = 3;

    private static final String[] POLISH =
            longestFirst(
                    "iami ami iach ach owie iem iej ego emu ymi imi owi iom om em ie ia iu iow ow"
                            + " ej ym im a e i o u y");
    private static final String[] ESTONIAN =
            longestFirst(
                    "stega stele stest stes ste sega sele sest sed sid se dega tega dele tele delt"
                        + " telt dest test des tes sse ga le lt st ks ni na ta id de te ed ud ad d"
                        + " t l s");
    private static final String[] FINNISH =
            longestFirst(
                    "issa ista illa ilta ille iksi ssa sta lla lta lle ksi tta een seen iin aan oon"
                        + " uun yyn hin hen han hon hun ien jen iden itten ita ta ja ia en in an on"
                        + " un yn t n a");

    /** Of words in -us, -ys, -os, -es: {@code tilauksen} is of {@code tilaus}. */
    private static final String[] FINNISH_KS =
            longestFirst(
                    "ksen kset kseen ksessa ksesta ksella kselta kselle kseksi ksena ksia ksien"
                            + " ksissa ksista ksilla ksilta ksille");

    private Endings() {}

    static String polish(String folded) {
        // the fleeting e: paczek, paczka; and the softened k: paczce
        if (folded.length() > STEM + 1 && folded.endsWith("ek")) {
            return folded.substring(0, folded.length() - 2) + "k";
        }
        if (folded.length() > STEM + 1 && folded.endsWith("ce")) {
            return folded.substring(0, folded.length() - 2) + "k";
        }
        return cut(folded, POLISH, STEM);
    }

    static String estonian(String folded) {
        return hard(single(vowels(cut(folded, ESTONIAN, STEM + 1))));
    }

    static String finnish(String folded) {
        for (String ending : FINNISH_KS) {
            if (folded.endsWith(ending) && folded.length() - ending.length() >= STEM) {
                return folded.substring(0, folded.length() - ending.length()) + "s";
            }
        }
        if (folded.endsWith("usta") || folded.endsWith("ysta")) {
            return folded.substring(0, folded.length() - 2);
        }
        return single(vowels(cut(folded, FINNISH, STEM + 1)));
    }

    private static String cut(String word, String[] endings, int atLeast) {
        for (String ending : endings) {
            if (word.length() - ending.length() >= atLeast && word.endsWith(ending)) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }

    private static String vowels(String word) {
        int end = word.length();
        while (end > STEM && "aeiouy".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(0, end);
    }

    /** {@code pakk} and {@code paki}, {@code paketti} and {@code paketin}. */
    private static String single(String word) {
        int last = word.length() - 1;
        return last >= STEM && word.charAt(last) == word.charAt(last - 1)
                ? word.substring(0, last)
                : word;
    }

    /** {@code kaup} and {@code kauba}. */
    private static String hard(String word) {
        int last = word.length() - 1;
        return switch (word.charAt(last)) {
            case 'b' -> word.substring(0, last) + "p";
            case 'd' -> word.substring(0, last) + "t";
            case 'g' -> word.substring(0, last) + "k";
            default -> word;
        };
    }

    private static String[] longestFirst(String endings) {
        return Stream.of(endings.split(" ", -1))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toArray(String[]::new);
    }
}
