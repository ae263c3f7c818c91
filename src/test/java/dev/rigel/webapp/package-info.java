/** The web page, opened in a real browser. */
package dev.rigel.webapp;
