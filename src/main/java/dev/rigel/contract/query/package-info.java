/** The filter language shared by all queries (contract/rest-api.md, section 4). */
@NullMarked
package dev.rigel.contract.query;

import org.jspecify.annotations.NullMarked;
