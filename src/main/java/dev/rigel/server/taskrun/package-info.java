/** Task runs: the steps of flow runs. */
package dev.rigel.server.taskrun;
