package dev.parley.store;

/**
 * What an event is about: {@code order=4711}. Its words are stored sealed, and hashed to be found.
 */
public record EventTag(String key, String value) {}
