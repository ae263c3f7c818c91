/** JBeret and Weld in a JVM without an application server: the only package that knows them. */
package dev.rigel.engine.jberet;
