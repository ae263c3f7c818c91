/**
 * The server's business layer without a server: CDI, JPA and transactions in plain Java, on either
 * database.
 */
package dev.rigel.server.harness;
