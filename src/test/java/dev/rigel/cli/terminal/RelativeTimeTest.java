package dev.rigel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations: what pendulum 2.1.2, which the reference uses, answers. */
class RelativeTimeTest {
  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T12:00:00Z, a few seconds ago",
    "2026-11-23T11:59:50Z, a few seconds ago",
    "2026-11-23T11:59:49Z, 11 seconds ago",
    "2026-11-23T11:59:00Z, 1 minute ago",
    "2026-11-23T12:59:59Z, in 59 minutes",
    "2026-11-23T13:59:59Z, in 1 hour",
    "2026-11-22T12:00:01Z, 23 hours ago",
    "2026-11-22T12:00:00Z, 1 day ago",
    "2026-11-21T14:00:00Z, 2 days ago",
    "2026-11-16T12:00:00Z, 1 week ago",
    "2026-11-12T12:00:00Z, 2 weeks ago",
    "2026-10-23T12:00:00Z, 1 month ago",
    "2026-09-26T12:00:00Z, 2 months ago",
    "2025-12-01T12:00:00Z, 1 year ago",
    "2025-04-01T12:00:00Z, 2 years ago",
    "2028-11-24T12:00:00Z, in 2 years",
  })
  void the_largest_unit_tells(OffsetDateTime time, String words) {
    assertThat(RelativeTime.of(time, NOW)).isEqualTo(words);
  }
}
