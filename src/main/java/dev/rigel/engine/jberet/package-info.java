/** JBeret and Weld in a JVM without an application server: the only package that knows them. */
@NullMarked
package dev.rigel.engine.jberet;

import org.jspecify.annotations.NullMarked;
