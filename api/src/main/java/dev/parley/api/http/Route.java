package dev.parley.api.http;

/**
 * One line of the URL table.
 *
 * @param template path with {@code {name}} segments, as in openapi.yaml
 */
public record Route(String method, String template, Handler handler) {}
