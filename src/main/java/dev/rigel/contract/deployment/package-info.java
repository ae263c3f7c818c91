/** Deployments: how, where and when a flow is run. */
@NullMarked
package dev.rigel.contract.deployment;

import org.jspecify.annotations.NullMarked;
