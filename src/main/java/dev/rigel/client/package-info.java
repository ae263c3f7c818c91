/** Typed clients of the API: address, key, patience, and errors as one exception. */
@NullMarked
package dev.rigel.client;

import org.jspecify.annotations.NullMarked;
