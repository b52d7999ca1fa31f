/**
 * The index on disk: where the records of a stream lie, and which thing a number or a hash means.
 * Knows what left memory long ago. A projection: safe to delete, rebuilt from the log.
 *
 * <pre>
 *   log up to `durable` --&gt; IndexFeeder (a thread of its own) --&gt; IndexWriter
 *                                                                     | one atomic batch with its position
 *   any thread  --&gt; StoredIndex: positions, find, conversation ... &lt;-- RocksDB in DIR/index
 *
 *   key, numbers big endian so that bytes sort as numbers do                       value
 *   00                                        format, indexedBefore, fingerprint and place of the record before it, greatest occurredAt
 *   01 stream u64, position u64               entry ...       records of a stream, in order, from this one on
 *   02 account u64, number u64                conversation    also the account's list in creation order
 *   03 kind u8, hash u128                     id              secrets and external ids by hash
 *   04 visitor u64, conversation u64          none            ids grow, so this is creation order too
 *   05 agent u64                              hash u128       the token in force; older entries of 03 are void
 *   06 hash u128, position u64                entry ...       records of others by a tag or by the hash of their type; the same
 *   07 occurredAt u64 + 2^63, position u64    none            a batch from this position on took the greatest occurredAt to this
 * </pre>
 *
 * An entry is eight bytes a record: how far it lies behind the key's position, and its place in the
 * log, u32 each. What a batch of the feeder has of a stream or tag is appended to the key begun
 * last, 256 entries at most, by RocksDB's merging: appending reads nothing, and what is asked for
 * together lies together once it is compacted.
 */
@NullMarked
package dev.parley.index;

import org.jspecify.annotations.NullMarked;
