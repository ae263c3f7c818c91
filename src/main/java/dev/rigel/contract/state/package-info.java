/** States of runs, and how a proposal of one is answered. */
@NullMarked
package dev.rigel.contract.state;

import org.jspecify.annotations.NullMarked;
