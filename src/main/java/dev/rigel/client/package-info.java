/** Typed clients of the API: address, key, patience, and errors as one exception. */
package dev.rigel.client;
