/**
 * The ring of a shard: commands in, answers out, in one order.
 *
 * <pre>
 *  callers              writer thread                       reader thread                  answers' executor
 *  offer ----> slot --> Writer ---- sequence -------------> Reader ---- sequence --+
 *    |          ^         |  Shard.beginBatch                 |                    |
 *    |          |         |    clock step, Deadlines          | Playback: log up   |
 *    |          |         |  Shard.decide (at most a batch)   |   to `released`    |
 *    |          |         |    Decider -> Journal             |   -> Views         |
 *    |          |         |      -> Staging -> log.append     |   -> Visible  --> Follower threads
 *    |          |         |      -> Evolver -> Floor          |                    |
 *    |          |         |  Shard.endBatch                   | answers whose      |
 *    |          |         |    log.force, released = durable  |   head is visible --> Answers --> Reply.answered
 *    |          +---------|-----------------------------------|--- slot is free ---+
 *    +-- BACK_PRESSURED where slots or bytes are used up
 *
 *  sleeps:  Writer until a slot or the next deadline (Bell)     Reader until released moves (Bell)
 *  halts:   whatever Writer or Reader throws -> what is owed is OUTCOME_UNKNOWN -> halted()
 * </pre>
 *
 * The slot is the answer's cell too: it is free again when its answer has left, so what is under
 * way is bounded by one number, and nothing is allocated on the writer. {@link
 * dev.parley.ring.Shard} has no thread; a simulation steps the same code. May be imported by axon
 * and the root package.
 */
@NullMarked
package dev.parley.ring;

import org.jspecify.annotations.NullMarked;
