/** Rigel: agents and work queues for Jakarta EE. */
package dev.rigel;
