/** One search over all that has a name. */
@NullMarked
package dev.rigel.contract.search;

import org.jspecify.annotations.NullMarked;
