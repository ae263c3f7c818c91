/** Signs of life, version, settings, and the database as a whole. */
@NullMarked
package dev.rigel.server.admin;

import org.jspecify.annotations.NullMarked;
