/**
 * Writes META-INF/openapi.json from the contract, and holds it against the reference's (ADR 0004).
 */
package dev.rigel.openapi;
