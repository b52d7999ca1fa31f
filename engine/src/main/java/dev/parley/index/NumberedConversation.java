package dev.parley.index;

/** A conversation's public number in its account and its id. */
public record NumberedConversation(long number, long conversation) {}
