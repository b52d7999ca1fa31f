/**
 * Other systems under the same closed loop as Parley: 200 bytes a message, 1, 32 and 1,000 in
 * flight, in alternating rounds. Built and run by {@code bench/peers/run} alone; no other module
 * knows of it.
 */
@NullMarked
package dev.parley.peers;

import org.jspecify.annotations.NullMarked;
