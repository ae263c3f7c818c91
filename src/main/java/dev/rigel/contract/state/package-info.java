/** States of runs, and how a proposal of one is answered. */
package dev.rigel.contract.state;
