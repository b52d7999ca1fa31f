package dev.parley.domain.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.domain.Command;
import dev.parley.domain.FirstResponse;

import org.junit.jupiter.api.Test;

import java.util.List;

class FirstResponseTest {
    private final Scene scene = new Scene();
    private final long agent = scene.onlineAgent(30);
    private final long conversation = scene.arrival();
    private final long armedAt = scene.now;

    @Test
    void armedOnceByTheFirstMessage() {
        assertEquals(List.of("messagePosted"), scene.recordedBy(() -> scene.write(conversation)));
        assertEquals(armedAt + 40 * Scene.SECOND, scene.the(conversation).warnAt);
        assertEquals(armedAt + 60 * Scene.SECOND, scene.the(conversation).deadline);
    }

    @Test
    void warnsOnlyPastTwoThirdsAndBreachesOnlyPastTheDeadline() {
        assertEquals(List.of(), fireAt(40 * Scene.SECOND));
        assertEquals(List.of("firstResponseWarned"), fireAt(40 * Scene.SECOND + 1));
        assertEquals(List.of(), fireAt(60 * Scene.SECOND));
        assertEquals(List.of("firstResponseBreached"), fireAt(60 * Scene.SECOND + 1));
        assertEquals(List.of(), fireAt(90 * Scene.SECOND));
    }

    @Test
    void overdueOnesFireAtOnceWithTheInstantTheyWereMeantFor() {
        int before = scene.events();
        fireAt(500 * Scene.SECOND);
        assertEquals(
                List.of(
                        "firstResponseWarned(" + (armedAt + 40 * Scene.SECOND) + ")",
                        "firstResponseBreached(" + (armedAt + 60 * Scene.SECOND) + ")"),
                scene.history.briefsFrom(before));
    }

    @Test
    void anAnswerAtTheVeryDeadlineIsInTime() {
        scene.now = armedAt + 60 * Scene.SECOND;
        int before = scene.events();
        scene.reply(agent, conversation);
        assertEquals("firstResponseMet(60000000,true)", scene.history.briefsFrom(before).getLast());
    }

    @Test
    void anAnswerAMicrosecondLaterIsLateAndTheBreachIsRecordedBeforeIt() {
        scene.now = armedAt + 60 * Scene.SECOND + 1;
        int before = scene.events();
        scene.reply(agent, conversation);
        assertEquals(
                List.of(
                        "messagePosted",
                        "firstResponseWarned",
                        "firstResponseBreached",
                        "firstResponseMet"),
                scene.history.typesFrom(before));
        assertEquals(
                "firstResponseMet(60000001,false)", scene.history.briefsFrom(before).getLast());
    }

    @Test
    void aNoteIsNoAnswer() {
        scene.done(Scene.post(scene.agentOrigin(agent), conversation, true));
        assertEquals(FirstResponse.ARMED, scene.the(conversation).firstResponse);
    }

    @Test
    void assignmentIsNoAnswer() {
        long other = scene.onlineAgent(1);
        scene.done(new Command.AssignConversation(scene.agentOrigin(agent), conversation, other));
        assertEquals(FirstResponse.ARMED, scene.the(conversation).firstResponse);
    }

    @Test
    void aForwardStepOfTheClockMovesTheDeadlineWithIt() {
        scene.now += 3_600 * Scene.SECOND;
        scene.decider.clockStepped(3_600 * Scene.SECOND, scene.now);
        assertEquals(
                List.of(),
                scene.recordedBy(() -> scene.decider.fireFirstResponse(conversation, scene.now)));
        int before = scene.events();
        scene.now += 5 * Scene.SECOND;
        scene.reply(agent, conversation);
        assertEquals("firstResponseMet(5000000,true)", scene.history.briefsFrom(before).getLast());
    }

    private List<String> fireAt(long sinceArmed) {
        scene.now = armedAt + sinceArmed;
        return scene.recordedBy(() -> scene.decider.fireFirstResponse(conversation, scene.now));
    }
}
