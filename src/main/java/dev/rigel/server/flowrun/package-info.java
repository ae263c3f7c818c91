/** Flow runs. */
@NullMarked
package dev.rigel.server.flowrun;

import org.jspecify.annotations.NullMarked;
