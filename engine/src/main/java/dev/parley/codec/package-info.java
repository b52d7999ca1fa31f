/**
 * Payloads of the log's events: bytes and back, in every version ever written.
 *
 * <pre>
 *   parley-events.xml ──SBE──> flyweights in dev.parley.codec.sbe, and its IR as a resource
 *
 *   Events ──> EventEncoder ──> type id, version, payload ──> log ──> EventDecoder ──> Events
 *                                                                └──> EventJson    ──> FieldSink
 *
 *   payload, little endian:  root block of the version | u32 length, bytes | u32 length, bytes
 * </pre>
 *
 * The schema classes every field as public, sealed or hashed; {@link dev.parley.codec.EventTypes}
 * answers what it says. Imports the domain's vocabulary, Agrona and SBE; the record around a
 * payload is the log's and is unknown here.
 */
@NullMarked
package dev.parley.codec;

import org.jspecify.annotations.NullMarked;
