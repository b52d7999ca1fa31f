package dev.parley.domain;

/**
 * What a shard decides: a command, or one that is asked again with what left memory. Only the
 * engine itself makes the latter: its facts are recorded as they are.
 */
public sealed interface Request permits Command, Recalled {
    Origin origin();

    /** Bytes of all slices carried: what the ring's byte budget and a transaction's bound count. */
    long payloadBytes();
}
