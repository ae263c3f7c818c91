/**
 * Real servers are killed and frozen while deployments change at random; then every date is looked
 * for.
 */
package dev.rigel.server.scheduler.checker;
