/**
 * The kit that kills, freezes, cuts off and fills up. A {@link dev.rigel.chaos.Scene} is a server
 * with its database; a {@link dev.rigel.chaos.Load} uses it and writes every answer into a {@link
 * dev.rigel.chaos.Ledger}; {@link dev.rigel.chaos.Findings} compares that with what the server
 * knows afterwards.
 */
package dev.rigel.chaos;
