/** Health, version, settings and the database. */
@NullMarked
package dev.rigel.contract.admin;

import org.jspecify.annotations.NullMarked;
