package dev.rigel.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.json.Json;
import dev.rigel.server.ServerApplication;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestRulesTest {
  private final RequestRules rules = new RequestRules();

  /** Below {@code /api}, as the published document has them. */
  static Stream<String> paths() throws IOException {
    var document =
        Json.mapper().readTree(Path.of("src/main/resources/META-INF/openapi.json").toFile());
    return document.path("paths").properties().stream()
        .map(path -> path.getKey().replace("/api/", "").replaceAll("\\{\\w+}", "x"));
  }

  @BeforeEach
  void inject() {
    rules.application = new ServerApplication();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void a_path_is_found_where_it_is_and_its_sibling_leads_there(String path) {
    var sibling = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";

    assertThat(redirected(path)).isEmpty();
    assertThat(redirected(sibling)).contains(URI.create("http://host/api/" + path));
  }

  private Optional<URI> redirected(String path) {
    var asked = URI.create("http://host/api/" + path);
    var answer = new AtomicReference<Response>();
    rules.filter(request(asked, path, answer));
    return Optional.ofNullable(answer.get())
        .map(response -> asked.resolve(response.getHeaderString("Location")));
  }

  private static ContainerRequestContext request(
      URI asked, String path, AtomicReference<Response> answer) {
    var uri =
        played(
            UriInfo.class,
            (proxy, method, arguments) -> method.getName().equals("getPath") ? path : asked);
    return played(
        ContainerRequestContext.class,
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "abortWith" -> answer.set((Response) arguments[0]);
            case "getUriInfo" -> {
              return uri;
            }
            case "getMethod" -> {
              return "POST";
            }
            default -> {
              // no headers
            }
          }
          return null;
        });
  }

  private static <T> T played(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
