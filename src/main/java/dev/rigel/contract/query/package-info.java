/** The filter language shared by all queries. */
@NullMarked
package dev.rigel.contract.query;

import org.jspecify.annotations.NullMarked;
