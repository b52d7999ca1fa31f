package dev.parley.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private static EventMessage deleted(long label) {
        Event type = LabelDeleted.class.getAnnotation(Event.class);
        return new GenericEventMessage(
                new MessageType(type.namespace() + "." + type.name(), type.version()),
                event(label));
    }

    private static LabelDeleted event(long label) {
        return new LabelDeleted(1, 11, label, "vip");
    }
}
