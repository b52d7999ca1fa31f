/**
 * The guard: what a message costs in operations, counted and not timed, so that a busy machine
 * changes nothing.
 *
 * <pre>
 *  GuardTest, MutationTest
 *      `- Course.run(size, plants)           in a class loader of its own each time:
 *           CountingLoader                   our classes, Agrona's and Disruptor's, rewritten as they load:
 *             copies, locks, look-ups,       a call to Probe beside each such instruction
 *             backward branches, new
 *             Plant                          a mutation written into Shard.decide: the proof that it bites
 *           HotPath                          ring, writer, reader of the product, stepped on one thread
 * </pre>
 *
 * The classes counted are the ones that ship: nothing in them knows of the guard.
 */
@NullMarked
package dev.parley.bench.guard;

import org.jspecify.annotations.NullMarked;
