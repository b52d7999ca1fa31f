package dev.parley.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The part of a text that shows why it was found. */
record Snippet(String text, List<Hit.Mark> marks) {
    private static final int CHARS = 160;
    private static final int BEFORE = 40;
    private static final String CUT = "…";

    /** Around the first place where most of what was looked for stands close together. */
    static Snippet of(String normal, QueryWords query) {
        List<Words.Word> words = query.words().of(normal);
        Set<Language> candidates =
                Language.candidates(words.stream().map(Words.Word::text).toList());
        List<Words.Word> found = new ArrayList<>();
        for (Words.Word word : words) {
            if (query.wants(word.text(), candidates)) {
                found.add(word);
            }
        }
        int best = best(found);
        int from = found.isEmpty() ? 0 : Math.max(0, found.get(best).start() - BEFORE);
        from = from == 0 ? 0 : beginning(words, from);
        int until = end(normal, from);
        String before = from > 0 ? CUT : "";
        List<Hit.Mark> marks = new ArrayList<>();
        for (Words.Word word : found) {
            if (word.start() >= from && word.end() <= until) {
                int shift = before.length() - from;
                marks.add(new Hit.Mark(word.start() + shift, word.end() + shift));
            }
        }
        String after = until < normal.length() ? CUT : "";
        return new Snippet(before + normal.substring(from, until) + after, List.copyOf(marks));
    }

    private static int best(List<Words.Word> found) {
        int best = 0;
        int most = 0;
        int end = 0;
        for (int i = 0; i < found.size(); i++) {
            while (end < found.size()
                    && found.get(end).end() - found.get(i).start() <= CHARS - BEFORE) {
                end++;
            }
            if (end - i > most) {
                most = end - i;
                best = i;
            }
        }
        return best;
    }

    /** Where the first word behind {@code from} begins. */
    private static int beginning(List<Words.Word> words, int from) {
        for (Words.Word word : words) {
            if (word.start() >= from) {
                return word.start();
            }
        }
        return from;
    }

    private static int end(String normal, int from) {
        int end = Math.min(normal.length(), from + CHARS);
        // Never half of a character beyond the first 65,536.
        return end < normal.length() && Character.isLowSurrogate(normal.charAt(end))
                ? end - 1
                : end;
    }
}
