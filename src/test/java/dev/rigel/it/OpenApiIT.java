package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The OpenAPI document where people look for it (ADR 0004). */
@OnServer
class OpenApiIT {
  private static final Path FILE =
      Path.of(System.getProperty("it.project"), "src/main/resources/META-INF/openapi.json");

  private final Http root;

  OpenApiIT(Rigel rigel) {
    root = new Http(rigel.address());
  }

  @Test
  void the_document_is_served_as_it_was_built() throws IOException {
    assertThat(root.get("/api/openapi.json").text()).isEqualTo(Files.readString(FILE));
    assertThat(root.get("/openapi.json").text()).isEqualTo(Files.readString(FILE));
  }

  @Test
  void the_servers_own_document_says_the_same() throws IOException {
    var servers = comparable(root.with("Accept", "application/json").get("/openapi").json());
    var ours = comparable(root.get("/api/openapi.json").json());

    assertThat(servers.path("paths")).isEqualTo(ours.path("paths"));
    assertThat(servers.path("components")).isEqualTo(ours.path("components"));
    assertThat(servers.path("tags")).isEqualTo(ours.path("tags"));
  }

  /**
   * Without what a server loses when it reads the file: Payara empty defaults, WildFly required
   * bodies.
   */
  private static JsonNode comparable(JsonNode document) {
    document.findParents("default").stream()
        .filter(
            schema -> schema.path("default").isContainerNode() && schema.path("default").isEmpty())
        .forEach(schema -> ((ObjectNode) schema).remove("default"));
    document.findValues("requestBody").forEach(body -> ((ObjectNode) body).remove("required"));
    return document;
  }
}
