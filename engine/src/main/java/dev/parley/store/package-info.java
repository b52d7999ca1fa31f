/**
 * A store of events with conditions over the log, for applications that keep their own events in
 * it: appended all or nothing if nothing contradicts, found by tag and type, followed as they come.
 * Knows nothing of chat and nothing of Axon.
 *
 * <pre>
 *   any thread                                          writer thread
 *   append: seal, hash  -> is [after, P) free? --------> is [P, head) free? -> log -> force -> answer
 *                           index, then log behind it     Recents
 *   source: index -> positions -> log -> open
 *           log behind the index, up to what is released
 *   follow: log from a position on, woken as more is released
 *
 *   record of kind FOREIGN:  tags: keyed hashes     payload hash: keyed hash of the type's name
 *                            payload: {@link dev.parley.store.EventLayout}, sealed under the log's key
 * </pre>
 *
 * The shard's own events are passed over unless a {@link dev.parley.store.OwnEvents} says what they
 * are. Imported by axon and the root package.
 */
@NullMarked
package dev.parley.store;

import org.jspecify.annotations.NullMarked;
