/**
 * Personal content is sealed before it reaches the ring and opened behind the durable position.
 *
 * <pre>
 *   API thread:  KeyStore.take ──> a key id already forced to disk; the subject's first event binds it
 *                Sealer.seal   ──> envelope {key id 8 LE, nonce 12, ciphertext, tag 16} ──> command ──> ring ──> log
 *                Hashes        ──> 128-bit keyed hashes: idempotency, tags, look-ups
 *   read side:   Sealer.open   ──> Opened | MissingKey | Refused
 *   erasure:     KeyStore.erase ──> the slot is overwritten in place: what the key sealed is gone, no record changes
 *
 *   DIR/keys/pool-00000000.keys   one slot: the log's own key, id 1
 *   DIR/keys/pool-XXXXXXXX.keys   slots appended and forced batch by batch, one file a start
 *
 *   slot, 64 bytes, little endian:
 *     0  u32 magic "PKEY"     4  u32 state (1 key, 2 erased)     8  u64 key id
 *     16 32 bytes AES-256 key                                    48 12 bytes zero     60 u32 CRC32C of bytes 0-59
 *   key id = pool number (32 bits) &lt;&lt; 20 | slot (from 1): at most 52 bits, never 0
 * </pre>
 *
 * Imports {@code dev.parley.domain} and the JDK's cryptography, nothing else. Keys never leave the
 * package.
 */
@NullMarked
package dev.parley.seal;

import org.jspecify.annotations.NullMarked;
