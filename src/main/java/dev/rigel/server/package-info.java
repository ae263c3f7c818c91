/** The server: one flat package a feature, from the platform up. */
@NullMarked
package dev.rigel.server;

import org.jspecify.annotations.NullMarked;
