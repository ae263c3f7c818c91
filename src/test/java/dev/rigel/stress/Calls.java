package dev.rigel.stress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.Json;
import dev.rigel.it.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/**
 * Requests of somebody who lives, each made once. Nobody here asks for what is not there, so
 * whatever is not a success is trouble.
 */
final class Calls {
  /** Longer than any lock is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Http http;
  private final Life life;
  private final Ledger ledger;

  private Calls(Http http, Life life, Ledger ledger) {
    this.http = http;
    this.life = life;
    this.ledger = ledger;
  }

  /** As the clients of the reference name their version. */
  static Calls to(URI api, Life life, Ledger ledger) {
    return new Calls(new Http(api, PATIENCE).with("X-PREFECT-API-VERSION", "0.8.3"), life, ledger);
  }

  /** Those of a process that has a token. */
  Calls by(String token) {
    return new Calls(http.with("Authorization", "Bearer " + token), life, ledger);
  }

  /** There was no good answer; it stands in the ledger. */
  static final class Trouble extends RuntimeException {
    private Trouble(String what) {
      super(what);
    }
  }

  JsonNode get(String path) {
    return send("GET", path, null);
  }

  JsonNode post(String path, Object body) {
    return send("POST", path, body);
  }

  JsonNode send(String method, String path, Object body) {
    life.go();
    var answer = answer(method, path, body == null ? null : json(body));
    life.go();
    if (answer.status() >= 300) {
      throw trouble(method + " " + path + ": " + answer.status() + " " + answer.text());
    }
    return answer.json();
  }

  private Http.Answer answer(String method, String path, String body) {
    try {
      return http.send(method, path, body);
    } catch (UncheckedIOException e) {
      throw trouble(method + " " + path + ": " + e + ", " + e.getCause());
    }
  }

  private Trouble trouble(String what) {
    ledger.trouble(what);
    return new Trouble(what);
  }

  private static String json(Object body) {
    try {
      return Json.mapper().writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
