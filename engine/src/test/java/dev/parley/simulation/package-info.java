/**
 * A shard simulated on one thread, from a seed. A {@link java.util.Random} decides everything that
 * is left to chance elsewhere: what clients ask and when they ask again, whose turn it is, how time
 * passes, when a force fails, and when the power is cut and what is lost then.
 *
 * <pre>
 *   Clients ---> Front ---> SteppedRing: the real Ring, Writer, Reader and Shard, step by step
 *   commands,               |        |
 *   keys, retries           |        Clock: wall and monotonic time, only when told to pass
 *                           v
 *                 SegmentedLog, its real recovery
 *                           v
 *                 Disk: keeps what was forced; of the rest any subset, torn at any byte.
 *                       Before each write and force: a turn for reader and clients, or the cut
 *
 *   Witness: sees every write on its way to the disk and every answer on its way to a client.
 *   After each step, and after each start, it wants
 *     - positions dense, and the log to hold what was written there, and nothing else
 *     - every released answer's effect in the log: once, in order; nothing released lost
 *     - a repeated answer to equal the first
 *     - each conversation's timer armed, warned, breached and met once at most, and never early;
 *       and none overdue once the writer had its turn
 *     - the fold of the log to equal the live floor, and what the reader saw
 *     - nothing behind a void record to come back
 * </pre>
 *
 * {@link dev.parley.simulation.Bug} names the bugs that can be planted, each through an SPI; the
 * test shows that each is found. A finding names seed and step; {@code -Dsimulation.seed=S
 * -Dsimulation.seeds=1} repeats it, {@code -Dsimulation.seeds=N} tries more.
 */
@NullMarked
package dev.parley.simulation;

import org.jspecify.annotations.NullMarked;
