/**
 * What crosses the wire: JAX-RS interfaces and records of the Prefect 2.6.9 REST API. Imports
 * nothing of ours.
 */
package dev.rigel.contract;
