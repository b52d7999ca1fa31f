/**
 * HTTP plumbing that knows nothing of chat.
 *
 * <pre>
 *   Undertow I/O thread: headers, body up to its bound -> Router: match, count in flight
 *   virtual thread:      Handler(Request) -> Reply            (waits for the log there, never on an I/O thread)
 *   Undertow:            status, headers, bytes
 * </pre>
 *
 * What a client got wrong travels as a {@link dev.parley.api.http.Refused} with the problem to
 * answer; what the domain refuses is a value and becomes a problem at the edge.
 */
@NullMarked
package dev.parley.api.http;

import org.jspecify.annotations.NullMarked;
