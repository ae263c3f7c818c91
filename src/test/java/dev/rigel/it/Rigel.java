package dev.rigel.it;

import static dev.rigel.contract.setting.Settings.API_URL;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.ApiClient;
import dev.rigel.client.GivenSettings;
import dev.rigel.client.MicroProfileTransport;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The server under test and the ways to talk to it. */
public final class Rigel implements AutoCloseable {
  private final Deployed deployed;
  private final Http http;
  private final ApiClient api;

  private Rigel(Deployed deployed) {
    var url = deployed.address() + "/api";
    this.deployed = deployed;
    this.http = new Http(URI.create(url));
    this.api = new ApiClient(GivenSettings.of(Map.of(API_URL, url)), new MicroProfileTransport());
  }

  static Rigel deploy() {
    var rigel = new Rigel(new Deployed());
    try {
      await("the server's health")
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> rigel.http.get("/health").status() == 200);
      return rigel;
    } catch (RuntimeException e) {
      rigel.close();
      throw new IllegalStateException("server not ready, its log is in " + Deployed.DIRECTORY, e);
    }
  }

  /** The server as a process. */
  AppServer server() {
    return deployed.server();
  }

  /** Where the page is, without a slash at the end. */
  URI address() {
    return deployed.address();
  }

  /** The address that clients are given. */
  URI apiUrl() {
    return api.url();
  }

  /** The contract's clients, as agent and CLI use them. */
  ApiClient api() {
    return api;
  }

  /** Requests made by hand, for what no client of ours would send. */
  Http http() {
    return http;
  }

  @Override
  public void close() {
    api.close();
    deployed.close();
  }
}
