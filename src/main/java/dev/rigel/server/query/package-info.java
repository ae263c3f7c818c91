/** Turns the filters of the contract into SQL conditions. Knows tables and columns, no entities. */
package dev.rigel.server.query;
