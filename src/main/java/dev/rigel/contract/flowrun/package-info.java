/** Flow runs: one execution of a flow. */
package dev.rigel.contract.flowrun;
