package dev.rigel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DumpTest {

  @Test
  void what_fits_stays_on_one_line_and_the_rest_is_broken_member_by_member() {
    var dump =
        Dump.of(
            new TreeMap<>(
                Map.of(
                    "count", Map.of("type", "integer"),
                    "tags", List.of("a", "b"),
                    "nothing", Map.of(),
                    "long", "x".repeat(30))));

    assertThat(dump.laidOut(40))
        .isEqualTo(
            """
            {
                'count': {'type': 'integer'},
                'long': 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
                'nothing': {},
                'tags': ['a', 'b']
            }""");
  }

  @Test
  void room_for_a_comma_and_a_space_is_kept_behind_every_member() {
    var dump = Dump.of(Map.of("k", List.of("aaaa", "bbbb")));

    assertThat(dump.laidOut(26)).isEqualTo("{'k': ['aaaa', 'bbbb']}");
    assertThat(dump.laidOut(22)).contains("\n    'k': [\n");
  }

  @Test
  void fields_with_their_usual_value_are_left_out() {
    var dump =
        Dump.object("Queue").field("name", "blue").field("paused", false, false).field("id", null);

    assertThat(dump.inline()).isEqualTo("Queue(name='blue')");
  }

  @Test
  void values_look_as_in_python() {
    assertThat(PythonText.quoted("it's")).isEqualTo("\"it's\"");
    assertThat(PythonText.quoted("\"it's\"")).isEqualTo("'\"it\\'s\"'");
    assertThat(PythonText.quoted("a\n\t\\é\u0007\u00a0\u2028"))
        .isEqualTo("'a\\n\\t\\\\é\\x07\\xa0\\u2028'");
    assertThat(PythonText.of(true)).isEqualTo("True");
    assertThat(PythonText.of(null)).isEqualTo("None");
    assertThat(PythonText.of(90.0)).isEqualTo("90.0");
    assertThat(PythonText.of(1e16)).isEqualTo("1e+16");
    assertThat(PythonText.of(1.5e-5)).isEqualTo("1.5e-05");
    assertThat(PythonText.of(1.25e10)).isEqualTo("12500000000.0");
    assertThat(PythonText.of(2e23)).isEqualTo("2e+23");
    assertThat(PythonText.of(Duration.ofMillis(90_061_023)))
        .isEqualTo("datetime.timedelta(days=1, seconds=3661, microseconds=23000)");
    assertThat(PythonText.of(Duration.ZERO)).isEqualTo("datetime.timedelta(0)");
    assertThat(PythonText.of(OffsetDateTime.parse("2022-11-23T14:57:07.128842+01:00")))
        .isEqualTo("DateTime(2022, 11, 23, 14, 57, 7, 128842, tzinfo=Timezone('+01:00'))");
  }
}
