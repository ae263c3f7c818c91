/** Log records of runs. */
@NullMarked
package dev.rigel.contract.log;

import org.jspecify.annotations.NullMarked;
