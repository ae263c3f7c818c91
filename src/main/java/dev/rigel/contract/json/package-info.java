/** How JSON is read and written, on the server and in the clients alike. */
@NullMarked
package dev.rigel.contract.json;

import org.jspecify.annotations.NullMarked;
