/** Runs one flow run as one Jakarta Batch job execution and reports it. */
package dev.rigel.engine;
