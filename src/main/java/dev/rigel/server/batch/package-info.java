/** Flow runs executed as jobs of the application server's own batch runtime. */
@NullMarked
package dev.rigel.server.batch;

import org.jspecify.annotations.NullMarked;
