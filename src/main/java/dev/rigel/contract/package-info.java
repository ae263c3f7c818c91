/**
 * What crosses the wire: JAX-RS interfaces and records of the Prefect 2.6.9 REST API. Imports
 * nothing of ours.
 */
@NullMarked
package dev.rigel.contract;

import org.jspecify.annotations.NullMarked;
