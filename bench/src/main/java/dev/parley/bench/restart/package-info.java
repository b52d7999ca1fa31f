/**
 * How long a start takes behind a long log with many open conversations.
 *
 * <pre>
 *   RestartBench -> FullFloor            writes the log, stepped, in this process
 *                -> child: RestartChild  opens it as a server does, answers once, says how long
 * </pre>
 */
@NullMarked
package dev.parley.bench.restart;

import org.jspecify.annotations.NullMarked;
