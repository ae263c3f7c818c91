/** Blocks: typed, stored configuration, secrets included. */
@NullMarked
package dev.rigel.contract.block;

import org.jspecify.annotations.NullMarked;
