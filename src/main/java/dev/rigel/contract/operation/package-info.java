/** What is done to many flow runs at once. */
@NullMarked
package dev.rigel.contract.operation;

import org.jspecify.annotations.NullMarked;
