/**
 * The vocabulary of a shard: what may be asked ({@link dev.parley.domain.Command}), what became
 * true ({@link dev.parley.domain.Events}), why not ({@link dev.parley.domain.Rejection}) and the
 * bounds of it all ({@link dev.parley.domain.Limits}).
 *
 * <pre>
 *   domain            words: Command, Events, Header, Slice, Rejection, Outcome, Limits, Ids
 *   domain.shop       state of accounts, shops and inboxes
 *   domain.visitor    state of visitors
 *   domain.agent      state of agents and the list of those who can take a conversation
 *   domain.conversation  state of conversations, the waiting list, remembered idempotency keys
 *   domain.floor      Floor (all state a shard decides on; evolve), Decider (decide), routing, first response
 * </pre>
 *
 * The arrows of import run upwards in this list, never down. The package knows no thread, disk,
 * codec or wall clock; text reaches it only as sealed bytes that it passes on.
 */
@NullMarked
package dev.parley.domain;

import org.jspecify.annotations.NullMarked;
