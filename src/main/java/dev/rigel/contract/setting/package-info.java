/** The settings of all programs: names, kinds, defaults, meanings. */
@NullMarked
package dev.rigel.contract.setting;

import org.jspecify.annotations.NullMarked;
