/** Flow runs: one execution of a flow. */
@NullMarked
package dev.rigel.contract.flowrun;

import org.jspecify.annotations.NullMarked;
