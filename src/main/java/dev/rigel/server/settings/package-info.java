/** The settings as a server reads them. */
package dev.rigel.server.settings;
