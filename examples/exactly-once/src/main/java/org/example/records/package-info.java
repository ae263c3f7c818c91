/** Jobs that write every record exactly once, whenever they are killed. */
package org.example.records;
