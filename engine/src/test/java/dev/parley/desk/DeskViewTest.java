package dev.parley.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.desk.DeskEvent.LabelCreated;
import dev.parley.desk.DeskEvent.LabelDeleted;

import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class DeskViewTest {
    private final DeskView view = new DeskView();
    private final List<List<DeskEvent>> told = new ArrayList<>();

    @Test
    void tellsOnceWhatABatchThatFailedWasFedAgain() {
        view.listen(told::add);
        for (int i = 0; i < 100; i++) {
            view.on(deleted(1));
            view.on(deleted(2));
        }
        assertEquals(List.of(), told, "not before it is committed");
        view.commit(2);
        view.commit(3);
        assertEquals(List.of(List.of(event(1), event(2))), told);
    }

    @Test
    void behindAResetWhatWasThereIsReadUntilTheReplayHasComeAsFar() throws Exception {
        view.on(created(1));
        view.on(created(2));
        view.on(deleted(2));
        view.commit(3);
        view.clear();
        assertEquals(0, view.committed(), "replayed from the start");
        assertEquals(List.of(1L), labels());
        view.on(created(1));
        view.on(created(2));
        view.commit(2);
        assertEquals(List.of(1L), labels(), "not as it was then");
        assertEquals(3, view.seen());
        assertFalse(view.await(4, 0));
        view.on(deleted(2));
        view.on(created(3));
        view.commit(4);
        assertEquals(List.of(1L, 3L), labels());
        assertTrue(view.await(4, 0));
    }

    private List<Long> labels() {
        return view.labels(1).stream().map(DeskView.Label::id).toList();
    }

    private static EventMessage created(long label) {
        return message(new LabelCreated(1, 11, label, "vip " + label, "", "#112233", true));
    }

    private static EventMessage deleted(long label) {
        return message(event(label));
    }

    private static EventMessage message(DeskEvent event) {
        Event type = event.getClass().getAnnotation(Event.class);
        return new GenericEventMessage(
                new MessageType(type.namespace() + "." + type.name(), type.version()), event);
    }

    private static LabelDeleted event(long label) {
        return new LabelDeleted(1, 11, label, "vip");
    }
}
