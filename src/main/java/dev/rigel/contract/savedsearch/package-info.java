/** Saved searches of the UI. */
@NullMarked
package dev.rigel.contract.savedsearch;

import org.jspecify.annotations.NullMarked;
