/** What a terminal shows: tables, panels, colours, times in words, and what went wrong. */
@NullMarked
package dev.rigel.cli.terminal;

import org.jspecify.annotations.NullMarked;
