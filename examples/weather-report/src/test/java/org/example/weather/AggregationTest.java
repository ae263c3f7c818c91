package org.example.weather;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class AggregationTest {

  @Test
  void days_are_summed_up_by_month_in_order() {
    var months =
        Aggregation.byMonth(
            List.of(
                new Observation(LocalDate.of(2013, 1, 1), 1.0, 5.0, 1.0, 2.0, "rain"),
                new Observation(LocalDate.of(2012, 12, 30), 2.5, 4.0, -1.0, 3.0, "snow"),
                new Observation(LocalDate.of(2012, 12, 31), 1.5, 6.0, 2.0, 7.5, "fog")));

    assertThat(months)
        .containsExactly(
            new Month(YearMonth.of(2012, 12), 2, 4.0, 5.0, 0.5, 7.5, "fog"),
            new Month(YearMonth.of(2013, 1), 1, 1.0, 5.0, 1.0, 2.0, "rain"));
  }
}
