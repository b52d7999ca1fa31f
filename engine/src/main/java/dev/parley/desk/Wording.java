package dev.parley.desk;

import java.util.List;

/**
 * What a canned reply says.
 *
 * <p>Variables stand in double braces, {@code {{contact.name}}}, and are filled in where the reply
 * is chosen, by whoever shows it to the agent: the log keeps the wording. One without a value gives
 * the text behind its bar, {@code {{contact.name|there}}}; where there is none the variable stays
 * as it is written, and the agent must replace it before sending.
 *
 * @param language BCP 47 tag
 * @param content the whole reply; of a scheme, its steps with an empty line between them
 * @param steps of the scheme for upset customers: apologise, confirm in their words, solve,
 *     apologise again; empty for a plain reply
 */
public record Wording(String language, String content, List<String> steps) {
    /** What can be filled in; {@code contact.words}: the customer's last message. */
    public static final List<String> VARIABLES =
            List.of(
                    "contact.name",
                    "contact.first_name",
                    "contact.email",
                    "contact.words",
                    "agent.name",
                    "agent.first_name",
                    "shop.name",
                    "conversation.id");

    public Wording {
        steps = List.copyOf(steps);
    }

    public static Wording plain(String language, String content) {
        return new Wording(language, content, List.of());
    }

    /** The scheme for upset customers. */
    public static Wording scheme(String language, List<String> steps) {
        return new Wording(language, String.join("\n\n", steps), steps);
    }
}
