/** Blocks: typed, stored configuration, secrets included. */
package dev.rigel.contract.block;
