package org.example.orders;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;

/** The rest of the application, as far as this example goes. */
@Path("orders")
@RequestScoped
public class OrdersResource {
  @Inject OrderBook book;

  /** How far the books are. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Summary summary() throws SQLException {
    book.open();
    return book.summary();
  }
}
