/** Flows. */
package dev.rigel.server.flow;
