package dev.rigel.contract.admin;

import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;

/**
 * Body of the calls that change the whole database; without {@code confirm} nothing happens and the
 * answer is 400.
 */
@IgnoreUnknown
public record Confirmation(@Default("false") boolean confirm) {}
