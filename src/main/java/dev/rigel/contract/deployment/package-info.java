/** Deployments: how, where and when a flow is run. */
package dev.rigel.contract.deployment;
