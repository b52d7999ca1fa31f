package dev.parley.axon.processors;

import org.axonframework.eventsourcing.annotation.EventTag;

/** An event of a test: the next of its thread. */
record Happened(@EventTag(key = "thread") String thread) {}
