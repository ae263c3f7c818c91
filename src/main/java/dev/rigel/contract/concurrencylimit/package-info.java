/** Limits on task runs with the same tag. */
package dev.rigel.contract.concurrencylimit;
