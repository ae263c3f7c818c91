package org.example.weather;

/** One line of the input file as it stands there, with its number (the header is line 1). */
record Line(int number, String text) {}
