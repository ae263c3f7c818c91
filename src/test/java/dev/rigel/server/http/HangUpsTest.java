package dev.rigel.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class HangUpsTest {
  private static final OutputStream CUT =
      new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          throw new IOException("Broken pipe");
        }

        @Override
        public void flush() throws IOException {
          throw new IOException("Connection is closed");
        }
      };

  private OutputStream stream;

  @Test
  void a_client_that_goes_away_is_no_fault() {
    stream = CUT;

    assertThatCode(() -> answer(out -> out.write(1))).doesNotThrowAnyException();
    assertThatCode(() -> stream.flush()).doesNotThrowAnyException();
    assertThatCode(() -> stream.close()).doesNotThrowAnyException();
  }

  @Test
  void a_fault_of_what_writes_is_one() {
    stream = new ByteArrayOutputStream();

    assertThatThrownBy(
            () ->
                answer(
                    out -> {
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
  }

  @Test
  void other_answers_are_left_alone() throws IOException {
    stream = CUT;

    assertThatThrownBy(() -> answer("text")).hasMessage("Broken pipe");
    assertThat(stream).isSameAs(CUT);
  }

  private void answer(StreamingOutput entity) throws IOException {
    answer((Object) entity);
  }

  private void answer(Object entity) throws IOException {
    new HangUps()
        .aroundWriteTo(
            (WriterInterceptorContext)
                Proxy.newProxyInstance(
                    HangUps.class.getClassLoader(),
                    new Class<?>[] {WriterInterceptorContext.class},
                    (proxy, method, arguments) -> {
                      switch (method.getName()) {
                        case "getEntity":
                          return entity;
                        case "getOutputStream":
                          return stream;
                        case "setOutputStream":
                          stream = (OutputStream) arguments[0];
                          return null;
                        case "proceed":
                          write(entity);
                          return null;
                        default:
                          throw new UnsupportedOperationException(method.getName());
                      }
                    }));
  }

  private void write(Object entity) throws IOException {
    if (entity instanceof StreamingOutput streaming) {
      streaming.write(stream);
    } else {
      stream.write(1);
    }
  }
}
