package dev.parley;

/**
 * What a shard's state had come to.
 *
 * @param position of the last event in it, -1 for none
 * @param digest over the whole state, hexadecimal, as {@code parley replay} prints it
 */
public record EndState(long position, String digest) {}
