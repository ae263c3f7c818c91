package dev.rigel.contract.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.json.StorableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void an_exception_is_shown_with_its_causes() {
    var thrown = new IllegalStateException("no report", new IOException("disk full"));

    assertThat(Reason.of(thrown))
        .isEqualTo(
            "java.lang.IllegalStateException: no report; caused by: java.io.IOException: disk full");
  }

  @Test
  void wrappers_that_say_nothing_of_their_own_are_left_out() {
    var root = new IOException("disk full");

    assertThat(Reason.of(new ExecutionException(new UncheckedIOException(root))))
        .isEqualTo("java.io.IOException: disk full");
    assertThat(Reason.of(new IllegalStateException(null, root)))
        .isEqualTo("java.io.IOException: disk full");
  }

  @Test
  void a_cause_that_was_quoted_is_not_said_again() {
    var root = new IOException("disk full");

    assertThat(Reason.of(new IllegalStateException("no report: " + root, root)))
        .isEqualTo("java.lang.IllegalStateException: no report: java.io.IOException: disk full");
  }

  @Test
  void an_exception_that_says_nothing_of_itself_is_named() {
    for (var nothing : new String[] {null, "", " "}) {
      var mute =
          new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
              return nothing;
            }
          };
      assertThat(Reason.of(mute)).isEqualTo(mute.getClass().getName());
    }
  }

  @Test
  void a_circle_of_causes_ends() {
    var first = new IllegalStateException("hen");
    first.initCause(new IllegalStateException("egg", first));

    assertThat(Reason.of(first))
        .isEqualTo(
            "java.lang.IllegalStateException: hen; caused by: java.lang.IllegalStateException: egg");
  }

  @Test
  void an_exception_that_cannot_say_what_it_is_is_named() {
    assertThat(Reason.of(new Mute())).isEqualTo(Mute.class.getName());
  }

  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void a_long_text_is_cut_and_its_cause_is_still_there() {
    var reason =
        Reason.of(new IllegalStateException("x".repeat(32_000_000), new IOException("a\0b")));

    assertThat(reason)
        .hasSizeLessThanOrEqualTo(StorableText.LONGEST_MESSAGE)
        .startsWith("java.lang.IllegalStateException: xxx")
        .endsWith("; caused by: java.io.IOException: a\uFFFDb");
  }
}
