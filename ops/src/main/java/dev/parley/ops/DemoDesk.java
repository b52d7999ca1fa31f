package dev.parley.ops;

import dev.parley.desk.Desk;
import dev.parley.desk.DeskAnswer;
import dev.parley.desk.DeskCommand;
import dev.parley.desk.DeskCommand.CreateLabel;
import dev.parley.desk.DeskCommand.DefineCannedReply;
import dev.parley.desk.DeskCommand.LabelText;
import dev.parley.desk.Wording;

import java.util.List;

/** What the agents of the demo find on their desk: put there once, and then theirs to change. */
final class DemoDesk {
    private static final String LANGUAGE = "en";

    private DemoDesk() {}

    /** Only where there is neither a reply nor a label yet. */
    static void prepare(Desk desk, long account, long agent) {
        if (desk.cannedReplies(account).isEmpty() && desk.labels(account).isEmpty()) {
            replies(account, agent).forEach(each -> done(desk, each));
            labels(account, agent).forEach(each -> done(desk, each));
        }
    }

    private static List<DefineCannedReply> replies(long account, long agent) {
        return List.of(
                reply(
                        account,
                        agent,
                        "hello",
                        "Hello {{contact.first_name|there}}, {{agent.first_name}} from"
                                + " {{shop.name}} here. How can I help?"),
                reply(
                        account,
                        agent,
                        "order",
                        "Of course. Could you give me your order number, please? It is in the"
                                + " subject of our mail to you."),
                reply(
                        account,
                        agent,
                        "return",
                        "You can send it back within 30 days, {{contact.first_name|no matter why}}."
                                + " Shall I mail the label to {{contact.email}}?"),
                reply(
                        account,
                        agent,
                        "bye",
                        "You are welcome. If anything else comes up, write right here. All the"
                                + " best, {{agent.first_name}}"),
                new DefineCannedReply(
                        account,
                        agent,
                        "upset",
                        Wording.scheme(
                                LANGUAGE,
                                List.of(
                                        "I am sorry, {{contact.first_name|truly}}. That should not"
                                                + " have happened.",
                                        "Let me make sure that I have understood you: “{{contact"
                                                + ".words}}” Is that it?",
                                        "This is what I do about it now, and by when it is done:",
                                        "Once more, I am sorry for the trouble. Thank you for"
                                                + " telling us."))));
    }

    private static List<CreateLabel> labels(long account, long agent) {
        return List.of(
                label(account, agent, "delivery", "Where is my parcel?", "#1f6fd0"),
                label(account, agent, "return", "Something goes back", "#b26a00"),
                label(account, agent, "product", "Which one is right?", "#2e7d4f"),
                label(account, agent, "upset", "Handle with care", "#b3261e"));
    }

    private static DefineCannedReply reply(
            long account, long agent, String shortCode, String content) {
        return new DefineCannedReply(account, agent, shortCode, Wording.plain(LANGUAGE, content));
    }

    private static CreateLabel label(
            long account, long agent, String title, String description, String color) {
        return new CreateLabel(account, agent, new LabelText(title, description, color, true));
    }

    private static void done(Desk desk, DeskCommand command) {
        if (desk.send(command) instanceof DeskAnswer.Refused refused) {
            throw new IllegalStateException(command + " refused: " + refused);
        }
    }
}
