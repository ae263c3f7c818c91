package org.example.orders;

import java.io.Serializable;

/**
 * What a customer wants.
 *
 * @param cents price of all pieces, without a rebate
 */
public record Order(long id, int pieces, long cents) implements Serializable {}
