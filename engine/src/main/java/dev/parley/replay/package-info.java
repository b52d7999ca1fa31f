/**
 * The log told again: every state of a shard is a fold of its records.
 *
 * <pre>
 *   EventReader -> Fold -+- Floor    what decisions are made on
 *                        +- Views    what is read
 *                        `- digest   SHA-256 over the canonical description of both
 *                              |
 *   SnapshotMaker -> Snapshots -> SnapshotStore: that description, kept; a start goes on from it
 * </pre>
 *
 * A fold decides nothing: decisions are in the records. So it gives the same digest on any machine,
 * and none of it needs a key, because only stored bytes enter. Imports domain, codec, log and
 * projection.
 */
@NullMarked
package dev.parley.replay;

import org.jspecify.annotations.NullMarked;
