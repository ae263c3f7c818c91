/**
 * What requests and answers of all features share: JSON, errors, forms, compression, who may call.
 */
@NullMarked
package dev.rigel.server.http;

import org.jspecify.annotations.NullMarked;
