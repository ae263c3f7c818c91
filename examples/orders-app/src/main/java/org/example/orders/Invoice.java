package org.example.orders;

import java.io.Serializable;

/** What a customer owes for an order. */
public record Invoice(long orderId, long cents) implements Serializable {}
