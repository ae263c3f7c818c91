/** Block types, schemas and documents: typed configuration, encrypted at rest. */
@NullMarked
package dev.rigel.server.block;

import org.jspecify.annotations.NullMarked;
