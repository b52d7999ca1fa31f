/**
 * Load and floors: what is measured, how it is paced, and what the machine could do at best.
 *
 * <pre>
 *  OpenLoop    intended times --+                       +-- Latencies (histogram, lateness, over time)
 *  ClosedLoop  window ----------+--> Target --answers --+
 *                                     |- EngineTarget   product: seal, hash, ring, log, reader, answer
 *                                     `- BareTarget     ring, decide, log: nothing else (labelled)
 *  DiskFloors  F1 F2 F3 F4   AppendFloors  Chronicle, ring + Chronicle      WakeFloors  park and unpark
 *  Scenarios   a load and its floors in turn, each scenario in a JVM of its own -> Sheet (OUT/*)
 *  Growth      the same questions over ever longer histories
 * </pre>
 *
 * No thread spins: on two cores a second spinning thread would take the core of the one measured.
 * The generator parks until the next intended time and catches up in bounded bursts; how late it
 * was itself is a histogram of its own. Latency counts from the intended time, so a stall of the
 * generator or of the target is not forgiven (no coordinated omission).
 */
@NullMarked
package dev.parley.bench.load;

import org.jspecify.annotations.NullMarked;
