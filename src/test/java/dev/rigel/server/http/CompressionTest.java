package dev.rigel.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZIP",
        "gzip, deflate",
        "deflate;q=1.0, gzip;q=0.5",
        "br , gzip ; q=0.001",
        "identity;q=0,gzip"
      })
  void gzip_is_taken(String accepted) {
    assertThat(Compression.takesGzip(accepted)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "identity", "deflate, br", "gzip;q=0", "gzip; q=0.000", "gzipped", ",;,"})
  void gzip_is_not_taken(String accepted) {
    assertThat(Compression.takesGzip(accepted)).isFalse();
  }
}
