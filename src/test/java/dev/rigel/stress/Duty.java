package dev.rigel.stress;

import java.util.List;

/**
 * What an agent is for.
 *
 * @param queues the most important first
 * @param prefixes of further ones
 * @param limit runs at once
 */
record Duty(List<String> queues, List<String> prefixes, int limit) {}
