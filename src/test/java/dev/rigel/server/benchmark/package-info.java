/** What costs how much; run by hand. */
package dev.rigel.server.benchmark;
