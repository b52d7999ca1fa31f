/**
 * The log of a shard: what is true. Imports nothing of ours; may be imported by codec's users,
 * never by {@code domain}.
 *
 * <pre>
 * writer:   Transaction --append--> EventLog --> SegmentAppender   (memory, Chronicle)
 * readers:  EventReader <-- SegmentWalker <-- SegmentBytes
 * start:    LogChain (which segments count) -> SegmentScan (how far) -> new segment:
 *
 *   segment k                         segment k+1
 *   OPENING .. END e e e e|x x x x    OPENING e' e' END e e e ...
 *                         ^ F: proved durable  ^ rewritten from position F on
 *                           void behind it       takes effect when END is there
 *
 * A record, little endian, offsets in bytes from its magic word:
 *    0 magic PRLY     4 length, magic to CRC      8 version  9 kind  10 actor kind  11 tag count
 *   12 transaction index  13 transaction size  14 schema version  16 shard  18 event type
 *   20 epoch  24 durableBefore | 32 position  40 recordedAt  48 occurredAt
 *   56 account  64 stream  72 seq  76 visitorSeq  80 actor  88 correlation (16)
 *  104 idempotency key hash (16)  120 payload hash (16)  136 payload length  140 zero
 *  144 tags (16 each), payload, zeros to a multiple of 4, CRC32C
 * </pre>
 *
 * The format is described in full in {@code engine/LOG_FORMAT.md}.
 */
@NullMarked
package dev.parley.log;

import org.jspecify.annotations.NullMarked;
