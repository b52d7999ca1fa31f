/**
 * Processors behind the log: each cold projection is fed by a pooled streaming processor of its
 * own, which goes on where it stopped, can be started anew, and sets aside what it cannot take in.
 *
 * <pre>
 *   event source -> coordinator (1 thread): BundledStream, up to 256 events a message
 *                     |
 *                   worker (1 thread): Feeding -> Parking, event by event:
 *                     is it parked, or behind one that is?   then aside
 *                     ColdProjection.on                      throws -> aside, with its cause
 *                   end of bundle: 1. NAME.parked   2. ColdProjection.commit   3. NAME.token
 *
 *   DIR/processors/NAME.token    FileTokenStore: where to go on from, or that a replay is wanted
 *   DIR/processors/NAME.parked   ParkedEvents: positions set aside, and why
 * </pre>
 *
 * A crash between any two of the three steps feeds the bundle again, and misses nothing. Knows of
 * the chat nothing but {@link dev.parley.axon.LoggedEvent}'s stream and account. Imported by the
 * root package.
 */
@NullMarked
package dev.parley.axon.processors;

import org.jspecify.annotations.NullMarked;
