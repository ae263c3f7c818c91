/**
 * What requests and answers of all features share: JSON, errors, forms, compression, who may call.
 */
package dev.rigel.server.http;
