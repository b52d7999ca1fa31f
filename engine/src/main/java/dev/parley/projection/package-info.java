/**
 * What is read of a shard, folded from its events: the same facts in the same order give the same
 * views, live behind the released position or in a replay.
 *
 * <pre>
 *   events -> Views -+- Directory        accounts, shops, inboxes, agents with presence and load
 *                    +- Visitors         those in memory, by id and by hash of their source id
 *                    +- ConversationBoard  per account: waiting list, open and recent conversations
 *                    +- SlaBoard         first responses by time of arming, a bounded window
 *                    +- TranscriptIndex  where in the log each conversation's events are
 * </pre>
 *
 * One thread writes, under its owner's lock; readers take the same lock, and what they are given is
 * immutable and may leave it. A view holds no text, only sealed copies of names and pages. What has
 * been resolved or idle for {@link dev.parley.domain.Limits#MEMORY_MICROS} leaves with the same
 * event as on the floor; older conversations are the index's to find. Imports the domain only.
 */
@NullMarked
package dev.parley.projection;

import org.jspecify.annotations.NullMarked;
