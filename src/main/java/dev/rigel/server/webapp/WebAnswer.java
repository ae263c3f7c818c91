package dev.rigel.server.webapp;

import java.util.Map;

/**
 * What a request for a page or a file is answered with.
 *
 * @param headers all but those that the server adds to each answer
 */
@SuppressWarnings("ArrayRecordComponent")
public record WebAnswer(int status, Map<String, String> headers, byte[] body) {}
