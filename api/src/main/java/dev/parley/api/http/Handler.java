package dev.parley.api.http;

/** Carries out one request. Called on a virtual thread: it may wait, with a deadline. */
@FunctionalInterface
public interface Handler {
    /** Throws Refused where the request cannot be carried out as sent. */
    Reply handle(Request request);
}
