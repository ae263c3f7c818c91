/** Makes the application that it is part of an agent of its work queues. */
@NullMarked
package dev.rigel.runner;

import org.jspecify.annotations.NullMarked;
