/** The command line: commands, what they print, and how they end. */
package dev.rigel.cli;
