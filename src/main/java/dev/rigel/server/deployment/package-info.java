/** Deployments. */
package dev.rigel.server.deployment;
