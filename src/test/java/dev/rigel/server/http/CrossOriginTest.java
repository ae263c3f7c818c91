package dev.rigel.server.http;

import static dev.rigel.contract.setting.Settings.ALLOWED_ORIGINS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.server.harness.TestSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the integration tests' servers are not set to: the reference's way, and another address. */
class CrossOriginTest {
  private static final Map<String, String> EVIL =
      Map.of("Origin", "https://evil.example", "Host", "evil.example");

  /** The headers of the last answer. */
  private final Map<String, String> answered = new HashMap<>();

  private String allowed = "";

  @Test
  void with_a_star_any_page_may_call_under_any_name() throws Exception {
    allowed = "*";

    assertThat(passed("127.0.0.1", EVIL)).containsEntry("Access-Control-Allow-Origin", "*");
  }

  @Test
  void names_are_looked_at_on_loopback_only() throws Exception {
    assertThat(passed("127.0.0.1", Map.of("Host", "rigel.example"))).isNull();
    assertThat(passed("0:0:0:0:0:0:0:1", Map.of("Host", "rigel.example"))).isNull();
    assertThat(passed("192.0.2.7", Map.of("Host", "rigel.example"))).isNotNull();
    assertThat(
            passed("192.0.2.7", Map.of("Host", "rigel.example", "Origin", "https://evil.example")))
        .isNull();
  }

  /** A cache must not give one page's answer to another, nor that to a program to a page. */
  @Test
  void every_answer_says_that_it_may_depend_on_the_origin() throws Exception {
    allowed = "https://console.example";
    var own = Map.of("Host", "127.0.0.1");
    var listed = Map.of("Host", "127.0.0.1", "Origin", "https://console.example");

    assertThat(passed("127.0.0.1", own)).containsEntry("Vary", "Origin");
    assertThat(passed("127.0.0.1", listed)).containsEntry("Vary", "Origin");
    assertThat(passed("127.0.0.1", EVIL)).isNull();
    assertThat(answered).containsEntry("Vary", "Origin");
  }

  /** The headers of the answer if the request was let through; null if not. */
  private Map<String, String> passed(String address, Map<String, String> headers) throws Exception {
    var filter = new CrossOrigin();
    filter.settings = TestSettings.of(ALLOWED_ORIGINS, allowed);
    answered.clear();
    var through = new HashMap<String, String>();
    FilterChain chain =
        (request, answer) -> {
          through.putAll(answered);
          through.put("passed", "");
        };
    filter.doFilter(request(address, headers), answer(answered), chain);
    return through.isEmpty() ? null : through;
  }

  private static HttpServletRequest request(String address, Map<String, String> headers) {
    return played(
        HttpServletRequest.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getLocalAddr" -> address;
              case "getMethod" -> "POST";
              case "getHeader" -> headers.get((String) arguments[0]);
              default -> null;
            });
  }

  private static HttpServletResponse answer(Map<String, String> headers) {
    return played(
        HttpServletResponse.class,
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "addHeader" ->
                headers.merge(
                    (String) arguments[0],
                    (String) arguments[1],
                    (before, more) -> before + ", " + more);
            default -> {
              // of no interest
            }
          }
          return method.getName().equals("getOutputStream") ? new Discarded() : null;
        });
  }

  private static <T> T played(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static final class Discarded extends jakarta.servlet.ServletOutputStream {
    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(jakarta.servlet.WriteListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(int b) {}
  }
}
