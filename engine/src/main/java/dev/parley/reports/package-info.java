/**
 * Conversation and agent reports of a running server: a cold projection that counts by the hour.
 *
 * <pre>
 *   processor's thread   WorkBook.on -> projection.WorkFold -> WorkFacts -> a count an hour and subject
 *   any thread           WorkBook.sum, WorkBook.days: sums over full hours
 * </pre>
 *
 * In memory alone and made again from the log at each start: small, and never at odds with it.
 * Exact figures over any window are {@code parley report}'s. Imported by the root package.
 */
@NullMarked
package dev.parley.reports;

import org.jspecify.annotations.NullMarked;
