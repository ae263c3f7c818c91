package dev.rigel.contract.concurrencylimit;

import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Names;
import dev.rigel.contract.json.Required;

/**
 * A limit on how many task runs with a tag may run at once; replaces the limit of an existing one
 * and keeps its slots.
 *
 * @param tag at most 500 bytes; must not be empty nor contain a backslash; else 422
 * @param concurrencyLimit task runs in RUNNING at most; 0 lets none run, less gives 422
 */
public record ConcurrencyLimitCreate(
    @Required String tag, @Least(0) @Required Integer concurrencyLimit) {
  /** Refuses a tag that could not be asked for by its name. */
  public ConcurrencyLimitCreate {
    Names.checkTag("tag", tag);
  }
}
