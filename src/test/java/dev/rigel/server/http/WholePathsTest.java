package dev.rigel.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholePathsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "/api/work_queues/name/day;%20night /api/work_queues/name/day%3B%20night",
        "/api/x;y=z; /api/x%3By=z%3B",
        "/api/{a}|\"b\"^[c] /api/%7Ba%7D%7C%22b%22%5E%5Bc%5D",
        "/api/a%3Bb%25/c:d@e+f=g,h~ /api/a%3Bb%25/c:d@e+f=g,h~",
        "/api/é /api/é"
      })
  void all_that_is_not_plain_is_encoded_once(String path, String encoded) {
    assertThat(WholePaths.encoded(path)).isEqualTo(encoded);
  }
}
