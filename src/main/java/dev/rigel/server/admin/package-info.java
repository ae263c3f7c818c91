/** Signs of life, version, settings, and the database as a whole. */
package dev.rigel.server.admin;
