/** How JSON is read and written, on the server and in the clients alike. */
package dev.rigel.contract.json;
