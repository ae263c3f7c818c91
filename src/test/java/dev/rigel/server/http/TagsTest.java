package dev.rigel.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
  private static final String TAG = "W/\"0123\"";

  @ParameterizedTest
  @ValueSource(strings = {"W/\"0123\"", "\"0123\"", "\"9\", W/\"0123\"", "\"9\",\"0123\" ", "*"})
  void what_a_client_has_is_known(String header) {
    assertThat(Tags.isKnown(TAG, header)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "0123", "W/\"9\"", "\"01\", \"23\"", "w/\"0123\""})
  void anything_else_is_not(String header) {
    assertThat(Tags.isKnown(TAG, header)).isFalse();
  }
}
