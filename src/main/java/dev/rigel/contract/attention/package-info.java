/** What needs somebody, and why. */
@NullMarked
package dev.rigel.contract.attention;

import org.jspecify.annotations.NullMarked;
