/** Saved searches: filters of the page, kept by name. */
package dev.rigel.server.savedsearch;
