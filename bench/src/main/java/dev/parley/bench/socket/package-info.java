/**
 * Messages through WebSockets end to end, and what a connection costs.
 *
 * <pre>
 *   this JVM                                            a child JVM each
 *   LoadClient (Netty, one event loop) --- V visitors --> ParleyServer   engine, sealing, force, /ws
 *     Traffic: intended times, histograms -- A agents --> BareServer     Undertow alone, the same frames
 *     Dialect: what the frames look like                  any other      by its address and process id
 * </pre>
 *
 * A message is timed from the instant at which it was due, not from the one at which it could be
 * sent, until its sender has the acknowledgement and until the agent has the message. Each agent is
 * the only one of an account of its own, so that a message has one receiver.
 *
 * <p>Netty (Apache License 2.0) is used here alone: a client with threads of its own would compete
 * with the server for the cores. It calls nobody but the server under test.
 */
@NullMarked
package dev.parley.bench.socket;

import org.jspecify.annotations.NullMarked;
