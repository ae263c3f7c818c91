/** A Jakarta Batch job that turns daily weather observations into a report by month and year. */
package org.example.weather;
