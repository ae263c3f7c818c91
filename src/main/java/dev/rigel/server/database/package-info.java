/**
 * The database: connections that last, the schema, time, what differs between H2 and PostgreSQL,
 * statements.
 */
package dev.rigel.server.database;
