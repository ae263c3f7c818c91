package dev.rigel.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.server.platform.Problem;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class JsonProviderTest {
  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // as JAX-RS calls it
  void a_client_that_hangs_up_in_mid_body_is_no_fault_of_the_server() {
    var cut =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Connection is closed");
          }
        };

    assertThatThrownBy(
            () ->
                new JsonProvider()
                    .readFrom((Class) FlowCreate.class, FlowCreate.class, null, null, null, cut))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
  }
}
