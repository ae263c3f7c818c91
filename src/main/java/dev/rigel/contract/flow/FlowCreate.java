package dev.rigel.contract.flow;

import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Names;
import dev.rigel.contract.json.Required;
import java.util.List;

/**
 * A flow to make, or to find by its name.
 *
 * @param name required; at most 500 bytes; must not be empty nor contain {@code / % & > < \}; else
 *     422
 * @param tags default none; ignored when the flow exists
 */
public record FlowCreate(@Required String name, @Longest @Default("[]") List<String> tags) {
  /** Refuses a bad name. */
  public FlowCreate {
    Names.check(name);
  }
}
