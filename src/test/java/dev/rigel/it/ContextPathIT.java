package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose application is not at the root: pages, their files, the API and commands. */
@OnServer
@EachOnce
class ContextPathIT {
  private static final String CONTEXT = "/x";
  private static AppServer server;

  /** Of the application, with a slash at the end. */
  private static URI root;

  @TempDir Path directory;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    var war = Files.copy(Deployed.plainWar(), directory.resolve("rigel.war"));
    try (var content = FileSystems.newFileSystem(war)) { // WildFly's way of saying where
      var place = content.getPath("WEB-INF/jboss-web.xml");
      var there = Files.readString(place);
      Files.writeString(place, there.replace("<context-root>/<", "<context-root>/x<"));
    }
    var home = Files.createDirectories(directory.resolve("home")).toString();
    var own = Files.createDirectories(directory.resolve("server"));
    server = AppServer.prepare(own, new App(war, CONTEXT, CONTEXT + "/api/health", false));
    server.with("RIGEL_HOME", home).start();
    server.awaitReady();
    root = server.address().resolve(CONTEXT + "/");
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void each_address_of_a_page_leads_to_the_application() {
    var http = new Http(root);
    for (var path :
        List.of("", "flow-runs", "settings", "flow-runs/flow-run/" + UUID.randomUUID())) {
      var page = http.get(path);

      assertThat(page.status()).as(path).isEqualTo(200);
      var base = named("<base href=\"([^\"]*)\"", page.text());
      assertThat(root.resolve(path).resolve(base)).isEqualTo(root);
      var module = named("<script type=\"module\" src=\"([^\"]*)\"", page.text());
      assertThat(http.get(module).text()).contains("import");
    }
    assertThat(http.get("nothing").status()).isEqualTo(404);
    assertThat(http.get("api/health").text()).isEqualTo("true");
    assertThat(http.get("ui-settings").json().path("api_url").asText()).isEqualTo("api");
    assertThat(http.get("docs").headers().firstValue("Location")).hasValue("docs/");
    assertThat(http.get("docs/").status()).isEqualTo(200);
  }

  @Test
  void a_command_prints_where_the_page_is() throws IOException {
    var name = "below-" + UUID.randomUUID();
    var yaml = "name: a\nflow_name: %s\nwork_queue_name: a\nentrypoint: batch:a\n".formatted(name);
    var file = Files.writeString(directory.resolve("deployment.yaml"), yaml).toString();

    var address = named("View Deployment in UI: (\\S+)", printed("deployment", "apply", file));

    assertThat(address).startsWith(root + "deployments/deployment/");
    assertThat(new Http(URI.create(address)).get("").status()).isEqualTo(200);
  }

  private String printed(String... command) {
    var settings = Map.of("PREFECT_API_URL", root + "api");
    try (var program = Program.start(directory, settings, List.of(command))) {
      assertThat(program.exitStatus()).as(program::output).isZero();
      return program.output();
    }
  }

  private static String named(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }
}
