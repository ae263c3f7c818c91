package org.example.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationCheckTest {
  private final ObservationCheck check = new ObservationCheck();

  @Test
  void a_good_line_becomes_an_observation() throws Exception {
    var observation = check.processItem(new Line(3, "2012/01/02,10.9,10.6,2.8,4.5,rain"));

    assertThat(observation)
        .isEqualTo(new Observation(LocalDate.of(2012, 1, 2), 10.9, 10.6, 2.8, 4.5, "rain"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                | 6 fields expected, found 1",
        "2012/02/30,4.1,7.2,0.6,3.8,rain   | no date: '2012/02/30'",
        "2013/03/10,0.8,7.8,,1.6,rain      | lowest temperature is no number: ''",
        "2013/09/01,-9999,25.6,15.6,2.6,sun| precipitation out of range: -9999",
        "2014/04/01,NaN,15.0,6.1,3.3,fog   | precipitation out of range: NaN",
        "2015/04/15,0.0,6.7,16.7,4.1,sun   | lowest temperature 16.7 is above the highest 6.7",
        "2015/12/31,0.0,5.6,-2.1,3.5,sunny | unknown weather 'sunny'"
      })
  void a_bad_line_is_refused_with_its_number_and_the_reason(String text, String reason) {
    assertThatThrownBy(() -> check.processItem(new Line(17, text)))
        .isInstanceOfSatisfying(
            BadObservationException.class, e -> assertThat(e.lineNumber()).isEqualTo(17))
        .hasMessage(reason);
  }
}
