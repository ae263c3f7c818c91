package org.example.orders;

/** How far the books are. */
public record Summary(long orders, long invoices, long billed) {}
