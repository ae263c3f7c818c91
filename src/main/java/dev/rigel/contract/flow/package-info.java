/** Flows: the names that runs and deployments belong to. */
package dev.rigel.contract.flow;
