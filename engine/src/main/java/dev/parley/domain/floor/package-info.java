/**
 * All state that a shard decides on, and the deciding.
 *
 * <pre>
 *   Command, now  ->  Decider  --(Registrations, Conversations, Routing, FirstResponses)-->  Events sink
 *                        ^                                                                      |
 *                        +------------------------------  Floor  <------- evolve ---------------+
 * </pre>
 *
 * An event takes effect on the floor the moment it is emitted, so the later parts of one decision
 * see the earlier ones. One thread owns a floor; nothing here locks, and nothing is allocated for a
 * posted message.
 */
@NullMarked
package dev.parley.domain.floor;

import org.jspecify.annotations.NullMarked;
