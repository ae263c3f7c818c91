/** Saved searches: filters of the page, kept by name. */
@NullMarked
package dev.rigel.server.savedsearch;

import org.jspecify.annotations.NullMarked;
