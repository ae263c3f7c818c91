/** Work queues: where agents find the runs of deployments. */
package dev.rigel.contract.workqueue;
