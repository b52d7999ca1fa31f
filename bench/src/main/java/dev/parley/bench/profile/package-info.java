/**
 * Why a figure is what it is: a load of the lab run again, behind the rounds that are measured, and
 * looked at.
 *
 * <pre>
 *  Subject (a load in this process, or a server's) --> Profiler --> OUT/profiles.jsonl --> report
 *     1. warm up
 *     2. under a flight recording (Flight): processor time by thread and frame, allocation by class
 *        and place, forces, collections; beside it what the kernel counts (Tasks, Disk): faults,
 *        switches, waits for a core, writes of the device
 *     3. again, traced: system calls (SystemCalls), where perf or strace is there
 * </pre>
 *
 * Everything is told per message. Looking costs time, so the rate and the latency of the run looked
 * at stand beside it and are no figures of the lab.
 */
@NullMarked
package dev.parley.bench.profile;

import org.jspecify.annotations.NullMarked;
