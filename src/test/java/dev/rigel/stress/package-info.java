/**
 * Agents of both kinds beside two servers and one PostgreSQL, while limits, pauses and agents come
 * and go: {@link dev.rigel.stress.StressIT}. What it came to is judged by {@link
 * dev.rigel.stress.Judge} from the states in the database, not by what agents say.
 */
package dev.rigel.stress;
