/**
 * Integration tests: the WAR that Maven built, on a real server, spoken to as clients do. Maven's
 * profiles choose the server, its executions the database.
 */
package dev.rigel.it;
