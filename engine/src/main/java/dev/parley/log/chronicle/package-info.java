/**
 * The log in files of Chronicle Queue. Only the root and the tools build from here; everything else
 * sees {@code dev.parley.log}.
 *
 * <pre>
 * DIR/lock                                  one owner (R14), read-only tools do not take it
 * DIR/reserve                               given up when the disk is full
 * DIR/shard-000/segment-000001/19700101.cq4 the segment: Chronicle's framing, our records
 *                              metadata.cq4t Chronicle's own, for its tailer
 * </pre>
 *
 * Chronicle makes the file; documents in its format are written to the file itself, and read from
 * it. A directory is written by one process once.
 */
@NullMarked
package dev.parley.log.chronicle;

import org.jspecify.annotations.NullMarked;
