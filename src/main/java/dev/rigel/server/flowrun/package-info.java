/** Flow runs. */
package dev.rigel.server.flowrun;
