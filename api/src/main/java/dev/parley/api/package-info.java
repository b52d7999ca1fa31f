/**
 * HTTP, WebSockets and pages in front of one engine.
 *
 * <pre>
 *   browser, client --> Undertow --> Cors --> Routes --> Contacts, VisitorApi, Staff, ListApi, AgentApi
 *                          |                    |           | seal (Envelopes), hash, submit (Writes), wait for the log
 *                          |                    +--> Pages  | read views, index, log (Reads), open, shape (…Shapes)
 *                          +--> /ws --> SocketEndpoint --> Connection --> Frames, Resumes
 *   engine follower --> EventFrames --> EventDelivery --> Live --> Sockets --> Socket --> browser
 * </pre>
 *
 * Text is sealed here, on the way in, and opened here, on the way out. Nothing is shown that is not
 * released: reads and pushes stand on the engine's views, which end there. Imports the engine's
 * root, domain, projection and seal; {@code http} is plumbing without chat.
 */
@NullMarked
package dev.parley.api;

import org.jspecify.annotations.NullMarked;
