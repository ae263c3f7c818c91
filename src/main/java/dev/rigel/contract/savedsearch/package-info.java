/** Saved searches of the UI. */
package dev.rigel.contract.savedsearch;
