/**
 * The flow of the page "Try it": a small batch job that every agent of Rigel has, so that a server
 * can be tried before there is a jar of one's own. It needs no file and no database, and fails when
 * it is asked to.
 */
@NullMarked
package dev.rigel.engine.example;

import org.jspecify.annotations.NullMarked;
