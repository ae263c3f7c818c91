package org.example.orders;

import jakarta.enterprise.context.ApplicationScoped;

/** What things cost: a service that the job shares with the rest of the application. */
@ApplicationScoped
public class Prices {
  private static final int MANY = 10;

  /** With a tenth off for many pieces. */
  public long due(Order order) {
    return order.pieces() < MANY ? order.cents() : order.cents() * 9 / 10;
  }
}
