/** The server as its clients meet it: over HTTP, WebSockets and a browser, on a real engine. */
@NullMarked
package dev.parley.api;

import org.jspecify.annotations.NullMarked;
