package dev.rigel.server.notification;

import java.util.Map;

/**
 * What is told.
 *
 * @param subject a line
 * @param body a text of several lines
 * @param values the facts it was made of, by the names of the placeholders
 */
record Message(String subject, String body, Map<String, String> values) {}
