/** The agent: polls queues, takes runs, starts what they run on, watches it and reports its end. */
package dev.rigel.agent;
