/** Task runs: one step of a flow run. */
package dev.rigel.contract.taskrun;
