/** Log records of runs. */
package dev.rigel.contract.log;
