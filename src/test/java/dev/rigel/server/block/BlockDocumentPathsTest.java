package dev.rigel.server.block;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockDocumentPathsTest {
  private final BlockDocumentPaths paths = new BlockDocumentPaths();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "block_documents/",
        "block_documents/filter",
        "/block_documents/80f6dd09-a347-45a4-8e80-c5b74ad90835",
        "block_documents/80F6DD09A34745A48E80C5B74AD90835",
        "block_types/abc",
        "block_types/slug/x/block_documents/name/y"
      })
  void routes_and_other_paths_pass(String path) {
    assertThatCode(() -> paths.filter(request(path))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "block_documents/abc",
        "/block_documents/80f6dd09-a347-45a4-8e80-c5b74ad9083",
        "block_documents/{80f6dd09-a347-45a4-8e80-c5b74ad90835}",
        "block_documents/a\nb"
      })
  void what_is_no_uuid_is_no_route(String path) {
    assertThatThrownBy(() -> paths.filter(request(path))).isInstanceOf(NotFoundException.class);
  }

  private static ContainerRequestContext request(String path) {
    var uri = answering(UriInfo.class, "getPath", path);
    return answering(ContainerRequestContext.class, "getUriInfo", uri);
  }

  private static <T> T answering(Class<T> type, String method, Object answer) {
    var proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> called.getName().equals(method) ? answer : null);
    return type.cast(proxy);
  }
}
