/** The settings of the server: names, defaults, what may not be. */
package dev.rigel.server.settings;
