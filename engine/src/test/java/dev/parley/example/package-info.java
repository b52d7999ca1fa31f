/** The application of engine/AXON.md: an event store without any chat. */
@NullMarked
package dev.parley.example;

import org.jspecify.annotations.NullMarked;
