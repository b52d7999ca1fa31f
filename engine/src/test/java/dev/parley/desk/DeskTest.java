package dev.parley.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.desk.DeskAnswer.Code;
import dev.parley.desk.DeskAnswer.Done;
import dev.parley.desk.DeskAnswer.Refused;
import dev.parley.desk.DeskCommand.ChangeCannedReply;
import dev.parley.desk.DeskCommand.ChangeLabel;
import dev.parley.desk.DeskCommand.ChangeView;
import dev.parley.desk.DeskCommand.CreateLabel;
import dev.parley.desk.DeskCommand.DefineCannedReply;
import dev.parley.desk.DeskCommand.DeleteCannedReply;
import dev.parley.desk.DeskCommand.DeleteLabel;
import dev.parley.desk.DeskCommand.DeleteView;
import dev.parley.desk.DeskCommand.LabelConversation;
import dev.parley.desk.DeskCommand.LabelText;
import dev.parley.desk.DeskCommand.SaveView;

import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.AnnotationBasedTagResolver;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.core.annotation.AnnotationMessageTypeResolver;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What the desk does, over Axon's own engine in memory. */
final class DeskTest {
    private static final long ACCOUNT = 1;
    private static final long OTHER_ACCOUNT = 2;
    private static final long ADA = 11;
    private static final long BEN = 12;
    private static final long CONVERSATION = 4_711;

    private final EventStorageEngine engine = new InMemoryEventStorageEngine();
    private RunningDesk running = new RunningDesk(engine);

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void listsWhatWasDefinedAsSoonAsItIsAnswered() {
        long id = done(define("Hello", "Hello {{contact.name|there}}"));
        DeskView.CannedReply reply = running.desk.cannedReply(ACCOUNT, id).orElseThrow();
        assertEquals("hello", reply.shortCode());
        assertEquals(List.of(reply), running.desk.cannedReplies(ACCOUNT));
        assertEquals(List.of(), running.desk.cannedReplies(OTHER_ACCOUNT));
    }

    @Test
    void changesAndDeletesAReply() {
        long id = done(define("a", "one"));
        Wording two = Wording.plain("en", "two");
        assertEquals(id, done(new ChangeCannedReply(ACCOUNT, BEN, id, "b", two)));
        assertEquals(two, running.desk.cannedReply(ACCOUNT, id).orElseThrow().wording());
        done(new DeleteCannedReply(ACCOUNT, BEN, id));
        assertEquals(List.of(), running.desk.cannedReplies(ACCOUNT));
        refused(Code.UNKNOWN_CANNED_RESPONSE, new DeleteCannedReply(ACCOUNT, BEN, id));
        refused(Code.UNKNOWN_CANNED_RESPONSE, new ChangeCannedReply(ACCOUNT, BEN, id, "b", two));
    }

    @Test
    void givesAShortCodeToOneReplyOfAnAccountAtATime() {
        long first = done(define("hi", "one"));
        refused(Code.ALREADY_EXISTS, define("HI ", "two"));
        done(new DefineCannedReply(OTHER_ACCOUNT, BEN, "hi", Wording.plain("en", "other account")));
        long second = done(define("bye", "two"));
        refused(
                Code.ALREADY_EXISTS,
                new ChangeCannedReply(ACCOUNT, ADA, second, "hi", Wording.plain("en", "two")));
        // What is given up can be taken, by a rename as by a deletion.
        done(new ChangeCannedReply(ACCOUNT, ADA, first, "hey", Wording.plain("en", "one")));
        done(new ChangeCannedReply(ACCOUNT, ADA, second, "hi", Wording.plain("en", "two")));
        done(new DeleteCannedReply(ACCOUNT, ADA, first));
        long third = done(define("hey", "three"));
        assertEquals(3, third, "numbers are not given twice");
    }

    @Test
    void writesNoEventForAChangeThatChangesNothing() {
        long id = done(define("a", "one"));
        long before = before(new ChangeCannedReply(ACCOUNT, ADA, id, "a", plain("one")));
        assertEquals(before, before(new ChangeCannedReply(ACCOUNT, BEN, id, " A", plain("one"))));
    }

    @Test
    void keepsTheFourStepsOfAScheme() {
        List<String> steps = List.of("Sorry.", "You say: {{contact.words}}", "Done.", "Sorry!");
        long id = done(new DefineCannedReply(ACCOUNT, ADA, "upset", Wording.scheme("en", steps)));
        Wording wording = running.desk.cannedReply(ACCOUNT, id).orElseThrow().wording();
        assertEquals(steps, wording.steps());
        assertEquals(String.join("\n\n", steps), wording.content());
        refused(
                Code.INVALID_VALUE,
                new DefineCannedReply(
                        ACCOUNT, ADA, "short", Wording.scheme("en", steps.subList(0, 3))));
    }

    @Test
    void namesValueAndLimitOfWhatIsTooMuch() {
        assertEquals(
                "bytes=65 exceeds 64", refused(Code.LIMIT_EXCEEDED, define("a".repeat(65), "x")));
        assertEquals(
                "bytes=8193 exceeds 8192",
                refused(Code.LIMIT_EXCEEDED, define("a", "x".repeat(8_193))));
        refused(Code.INVALID_VALUE, define("two words", "x"));
        refused(Code.INVALID_VALUE, define("a", " "));
        assertTrue(
                refused(Code.UNKNOWN_VARIABLE, define("a", "Dear {{custmer.name}}"))
                        .startsWith("variable=custmer.name is none of contact.name, "));
        refused(Code.INVALID_VALUE, new CreateLabel(ACCOUNT, ADA, label("a", "red")));
        assertEquals(
                "labels=21 exceeds 20",
                refused(
                        Code.LIMIT_EXCEEDED,
                        new LabelConversation(
                                ACCOUNT,
                                ADA,
                                CONVERSATION,
                                IntStream.range(0, 21).mapToObj(i -> "l" + i).toList())));
    }

    @Test
    void holdsNoMoreThanAnAgentMaySave() {
        for (int i = 0; i < DeskLimits.VIEWS_PER_AGENT; i++) {
            done(view(ADA, "v" + i));
        }
        assertEquals(
                "custom_filters=101 exceeds 100", refused(Code.LIMIT_EXCEEDED, view(ADA, "x")));
        done(view(BEN, "another's"));
        done(new DeleteView(ACCOUNT, ADA, 7));
        assertEquals(101, done(view(ADA, "now")));
    }

    @Test
    void holdsNoMoreLabelsThanAnAccountMayHave() {
        List<TaggedEventMessage<?>> created = new ArrayList<>();
        for (int i = 1; i <= DeskLimits.LABELS_PER_ACCOUNT; i++) {
            created.add(
                    stored(
                            new DeskEvent.LabelCreated(
                                    ACCOUNT, ADA, i, "l" + i, "", "#112233", true)));
        }
        commit(engine.appendEvents(AppendCondition.none(), null, created));
        CreateLabel more = new CreateLabel(ACCOUNT, ADA, label("more", "#112233"));
        assertEquals("labels=501 exceeds 500", refused(Code.LIMIT_EXCEEDED, more));
        done(new DeleteLabel(ACCOUNT, ADA, 3));
        assertEquals(501, done(more));
    }

    @Test
    void showsAViewToItsAgentAlone() {
        long id = done(view(ADA, "mine"));
        assertEquals(1, running.desk.views(ACCOUNT, ADA).size());
        assertEquals(List.of(), running.desk.views(ACCOUNT, BEN));
        refused(Code.UNKNOWN_CUSTOM_FILTER, new DeleteView(ACCOUNT, BEN, id));
        done(new ChangeView(ACCOUNT, ADA, id, "conversation", new Sealed("bmV3"), new Sealed("")));
        assertEquals("bmV3", running.desk.view(ACCOUNT, ADA, id).orElseThrow().name().base64());
    }

    @Test
    void labelsAConversationWithWhatTheAccountHas() {
        done(new CreateLabel(ACCOUNT, ADA, label("billing", "#112233")));
        done(new CreateLabel(ACCOUNT, ADA, label("vip", "#112233")));
        done(new LabelConversation(ACCOUNT, ADA, CONVERSATION, List.of("vip", "Billing", "vip")));
        assertEquals(List.of("vip", "billing"), titles());
        assertEquals(
                "label='nope' is not there",
                refused(
                        Code.UNKNOWN_LABEL,
                        new LabelConversation(ACCOUNT, ADA, CONVERSATION, List.of("vip", "nope"))));
        refused(
                Code.UNKNOWN_LABEL,
                new LabelConversation(OTHER_ACCOUNT, BEN, CONVERSATION, List.of("vip")));
        assertEquals(List.of("vip", "billing"), titles());
        done(new ChangeLabel(ACCOUNT, ADA, 2, label("gold", "#112233")));
        assertEquals(List.of("gold", "billing"), titles());
        done(new DeleteLabel(ACCOUNT, ADA, 1));
        assertEquals(List.of("gold"), titles());
        done(new LabelConversation(ACCOUNT, ADA, CONVERSATION, List.of()));
        assertEquals(List.of(), titles());
    }

    @Test
    void findsEverythingAgainAfterARestart() {
        done(define("hi", "one"));
        done(new CreateLabel(ACCOUNT, ADA, label("vip", "#112233")));
        done(new LabelConversation(ACCOUNT, ADA, CONVERSATION, List.of("vip")));
        done(view(ADA, "mine"));
        List<DeskView.CannedReply> replies = running.desk.cannedReplies(ACCOUNT);
        running.close();
        Desk loaded = new Desk(RunningDesk.DEADLINE_MILLIS);
        EventSourcingConfigurer configurer =
                EventSourcingConfigurer.create().registerEventStorageEngine(_ -> engine);
        loaded.register(configurer);
        AxonConfiguration unfed = configurer.build();
        unfed.start();
        assertEquals(replies, loaded.cannedReplies(ACCOUNT), "before anything is fed");
        assertEquals(1, loaded.views(ACCOUNT, ADA).size());
        assertEquals(Optional.empty(), loaded.view().labelled(CONVERSATION));
        assertEquals(
                "vip", loaded.labelsOf(ACCOUNT, CONVERSATION).getFirst().title(), "by its tag");
        unfed.shutdown();
        running = new RunningDesk(engine);
        assertEquals(List.of("vip"), titles());
        assertEquals(replies, running.desk.cannedReplies(ACCOUNT));
        assertEquals(2, done(define("ho", "two")), "and goes on with the next number");
    }

    private static TaggedEventMessage<?> stored(DeskEvent event) {
        EventMessage message =
                new GenericEventMessage(
                        new AnnotationMessageTypeResolver().resolveOrThrow(event), event);
        return new GenericTaggedEventMessage<>(
                message, new AnnotationBasedTagResolver().resolve(message));
    }

    private static void commit(CompletableFuture<EventStorageEngine.AppendTransaction<?>> append) {
        append.thenCompose(transaction -> transaction.commit(null))
                .orTimeout(RunningDesk.DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    private List<String> titles() {
        return running.desk.labelsOf(ACCOUNT, CONVERSATION).stream()
                .map(DeskView.Label::title)
                .toList();
    }

    private static DefineCannedReply define(String shortCode, String content) {
        return new DefineCannedReply(ACCOUNT, ADA, shortCode, plain(content));
    }

    private static Wording plain(String content) {
        return Wording.plain("en", content);
    }

    private static LabelText label(String title, String color) {
        return new LabelText(title, "", color, true);
    }

    private static SaveView view(long agent, String name) {
        return new SaveView(ACCOUNT, agent, "conversation", new Sealed(name), new Sealed("e30="));
    }

    private long done(DeskCommand command) {
        return assertInstanceOf(Done.class, running.desk.send(command)).id();
    }

    private long before(DeskCommand command) {
        return assertInstanceOf(Done.class, running.desk.send(command)).before();
    }

    private String refused(Code code, DeskCommand command) {
        Refused refused = assertInstanceOf(Refused.class, running.desk.send(command));
        assertEquals(code, refused.code());
        return refused.detail();
    }
}
