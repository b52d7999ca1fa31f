package dev.parley;

import dev.parley.axon.ColdProjection;
import dev.parley.reports.WorkBook;

import java.util.List;

/** Conversation and agent reports over an engine, by the hour. Any thread. */
public final class ReportsExtension implements Extension {
    private final WorkBook book = new WorkBook(WorkBook.MOST);

    @Override
    public List<ColdProjection> projections(Ground ground) {
        book.countAnewTo(ground.reading().released());
        return List.of(book);
    }

    /** What was counted; empty until an engine has opened this. */
    public WorkBook book() {
        return book;
    }
}
