package dev.rigel.chaos;

import dev.rigel.contract.json.Json;
import dev.rigel.it.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/** Makes requests, each once, and notes what became of them. */
final class Caller {
  /** Longer than any lock is waited for: what takes longer is a fault. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Http http;
  private final Ledger ledger;

  Caller(URI api, Ledger ledger) {
    this.http = new Http(api, PATIENCE);
    this.ledger = ledger;
  }

  Outcome post(String path, Object body) {
    return call("POST", path, json(body));
  }

  Outcome get(String path) {
    return call("GET", path, null);
  }

  private Outcome call(String method, String path, String body) {
    var begin = System.nanoTime();
    Outcome outcome;
    try {
      outcome = Outcome.of(method + " " + path, begin, http.send(method, path, body));
    } catch (UncheckedIOException e) {
      outcome = Outcome.of(method + " " + path, begin, e);
    }
    ledger.note(outcome);
    return outcome;
  }

  private static String json(Object body) {
    try {
      return Json.mapper().writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
