/** What a terminal shows: tables, panels, colours, times in words, and what went wrong. */
package dev.rigel.cli.terminal;
