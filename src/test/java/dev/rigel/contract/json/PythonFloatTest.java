package dev.rigel.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonFloatTest {

  /** Written by Python 3.11; {@link Double#toString} of Java 17 has other digits for some. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0",
        "-0.0",
        "0.002",
        "1.5",
        "-90.0",
        "0.0001",
        "2e-05",
        "1234567890123456.0",
        "1e+16",
        "1e+23",
        "2e+23",
        "8.41e+21",
        "5e-324",
        "2.2250738585072014e-308",
        "1.7976931348623157e+308"
      })
  void a_number_is_written_with_as_few_digits_as_it_needs(String repr) {
    assertThat(PythonFloat.repr(Double.parseDouble(repr))).isEqualTo(repr);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void what_is_no_number_has_a_word(double value) {
    assertThat(PythonFloat.repr(value))
        .isEqualTo(Double.toString(value).replace("NaN", "nan").replace("Infinity", "inf"));
  }
}
