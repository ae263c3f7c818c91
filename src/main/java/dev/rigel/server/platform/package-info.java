/**
 * What every feature stands on: database, transactions, time, settings, JSON and errors over HTTP.
 */
package dev.rigel.server.platform;
