/** Health, version, settings and the database. */
package dev.rigel.contract.admin;
