package dev.rigel.contract.concurrencylimit;

import dev.rigel.contract.json.Required;

/**
 * A limit on how many task runs with a tag may run at once; replaces the limit of an existing one
 * and keeps its slots.
 */
public record ConcurrencyLimitCreate(@Required String tag, @Required Integer concurrencyLimit) {}
