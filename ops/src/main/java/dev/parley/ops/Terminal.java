package dev.parley.ops;

/** What others wrote, as it may stand in a line on an auditor's terminal. */
final class Terminal {
    private Terminal() {}

    /**
     * With what drives a terminal, breaks a line or turns the order of letters around shown as its
     * number. Whatever is printed for people goes through here; JSON and HTML are kept as written.
     */
    static String harmless(String line) {
        StringBuilder shown = new StringBuilder(line.length() + 16);
        line.codePoints()
                .forEach(
                        each -> {
                            if (isHarmful(each)) {
                                shown.append("\\u%04X".formatted(each));
                            } else {
                                shown.appendCodePoint(each);
                            }
                        });
        return shown.toString();
    }

    private static boolean isHarmful(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL -> letter != '\t';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> isTurning(letter);
            default -> false;
        };
    }

    /** An embedding, override or isolate, or the end of one; not the marks that languages need. */
    private static boolean isTurning(int letter) {
        return switch (Character.getDirectionality(letter)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE ->
                    true;
            default -> false;
        };
    }
}
