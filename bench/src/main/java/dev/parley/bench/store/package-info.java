/**
 * A store of Axon's events with entities of several sizes in it, and what a caller does with one of
 * them: what JMH measures beside other engines ({@code bench/peers}) and what is looked at.
 */
@NullMarked
package dev.parley.bench.store;

import org.jspecify.annotations.NullMarked;
