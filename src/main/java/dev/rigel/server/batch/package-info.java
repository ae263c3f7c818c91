/** Flow runs executed as jobs of the application server's own batch runtime. */
package dev.rigel.server.batch;
