/**
 * RFC 6455 on the server's side, over the connections of Undertow, without extensions and without
 * chat.
 *
 * <pre>
 *   HTTP request --> Upgrade --> WebSocket --- FrameReader (I/O thread) --> Listener
 *                                    ^-- send, add + flush: any thread, written at once where the socket
 *                                        takes it (Outgoing)
 * </pre>
 *
 * Undertow's own channel was measured to be the larger part of what a short frame cost: it makes a
 * channel object a frame and lets only the I/O thread write, a hop and a wake-up a frame. Imports
 * nothing of ours.
 */
@NullMarked
package dev.parley.api.ws;

import org.jspecify.annotations.NullMarked;
