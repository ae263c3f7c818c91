package dev.rigel.it;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;

/** The server under test and the ways to talk to it. */
public final class Rigel implements AutoCloseable {
  private final Deployed deployed;
  private final Http http;

  private Rigel(Deployed deployed) {
    this.deployed = deployed;
    this.http = new Http(URI.create(deployed.address() + "/api"));
  }

  static Rigel deploy() {
    var rigel = new Rigel(new Deployed());
    try {
      await("the server's health")
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> rigel.http.get("/health").status() == 200);
      return rigel;
    } catch (RuntimeException e) {
      rigel.close();
      throw e;
    }
  }

  /** Where the page is, without a slash at the end. */
  URI address() {
    return deployed.address();
  }

  /** Requests made by hand, for what no client of ours would send. */
  Http http() {
    return http;
  }

  @Override
  public void close() {
    deployed.close();
  }
}
