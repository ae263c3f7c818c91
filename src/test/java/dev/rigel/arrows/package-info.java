/** The rules about who may know whom, and a sample tree that breaks every one of them. */
package dev.rigel.arrows;
