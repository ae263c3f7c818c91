/** Block types, schemas and documents: typed configuration, encrypted at rest. */
package dev.rigel.server.block;
