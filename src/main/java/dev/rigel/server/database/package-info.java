/**
 * The database: connections that last, the schema, time, what differs between H2 and PostgreSQL,
 * statements.
 */
@NullMarked
package dev.rigel.server.database;

import org.jspecify.annotations.NullMarked;
