/** The server: one flat package a feature, from the platform up. */
package dev.rigel.server;
