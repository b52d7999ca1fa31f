package dev.parley.ops;

import dev.parley.Extension;
import dev.parley.ReportsExtension;
import dev.parley.SearchExtension;
import dev.parley.desk.Desk;

import java.util.List;

/**
 * What {@code serve} hangs behind the log: a new one of each, for one engine.
 *
 * @param search over the transcripts
 * @param reports of conversations and agents, by the hour
 * @param desk canned replies, labels, saved views
 */
record Extensions(SearchExtension search, ReportsExtension reports, Desk desk) {
    /**
     * @param answerMillis what a write to the desk may wait for
     */
    static Extensions standard(long answerMillis) {
        return new Extensions(
                new SearchExtension(), new ReportsExtension(), new Desk(answerMillis));
    }

    List<Extension> all() {
        return List.of(search, reports, desk);
    }
}
