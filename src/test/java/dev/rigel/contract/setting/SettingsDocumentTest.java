package dev.rigel.contract.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.openapi.WrittenFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/settings.md; what stands around them is written by hand. */
class SettingsDocumentTest {
  private static final Path FILE = Path.of("docs/settings.md");
  private static final Pattern TABLE =
      Pattern.compile(
          "(<!-- written from contract/setting/Settings: ([A-Z ]+) -->\n).*?(<!-- end -->\n)",
          Pattern.DOTALL);

  @Test
  void the_documentation_is_what_the_table_says() throws IOException {
    var wanted = TABLE.matcher(Files.readString(FILE)).replaceAll(SettingsDocumentTest::written);

    WrittenFile.demand(FILE, wanted, "the settings have changed");
  }

  @Test
  void every_setting_stands_in_one_row() throws IOException {
    var rows = Files.readAllLines(FILE).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows)
        .map(row -> row.split("`")[1])
        .containsExactlyInAnyOrderElementsOf(Settings.all().stream().map(Setting::name).toList());
  }

  @Test
  void defaults_are_written_for_people() {
    assertThat(usual(Settings.SCHEDULER_MAX_TIME)).isEqualTo("100 days");
    assertThat(usual(Settings.SCHEDULER_MIN_TIME)).isEqualTo("1 h");
    assertThat(usual(Settings.DATABASE_ANSWER)).isEqualTo("900 s");
    assertThat(usual(Settings.SCHEDULER_ENABLED)).isEqualTo("true");
    assertThat(usual(Settings.API_PORT)).isEqualTo("4200");
    assertThat(usual(Settings.LOGGING_LEVEL)).isEqualTo("`INFO`");
    assertThat(usual(Settings.API_KEY)).isEqualTo("none");
    assertThat(usual(Settings.AGENT_LIMIT)).isEqualTo("4 a processor, at least 8");
  }

  private static String written(MatchResult table) {
    Set<Program> readers =
        Arrays.stream(table.group(2).split(" "))
            .map(Program::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Program.class)));
    var rows =
        Settings.all().stream()
            .filter(
                setting ->
                    Arrays.stream(Program.values())
                        .allMatch(p -> setting.isReadBy(p) == readers.contains(p)))
            .map(SettingsDocumentTest::row)
            .collect(Collectors.joining());
    return Matcher.quoteReplacement(
        table.group(1)
            + "\n| Name | Default | Meaning |\n|---|---|---|\n"
            + rows
            + "\n"
            + table.group(3));
  }

  private static String row(Setting<?> setting) {
    return "| `%s` | %s | %s%s |\n"
        .formatted(
            setting.name(),
            usual(setting),
            setting.isSecret() ? "secret; " : "",
            setting.meaning());
  }

  private static <T> String usual(Setting<T> setting) {
    return setting
        .computed()
        .or(() -> setting.usual().filter(text -> !text.isEmpty()).map(text -> value(setting, text)))
        .orElse("none");
  }

  private static String value(Setting<?> setting, String text) {
    var value = setting.read(text);
    if (value instanceof Duration duration) {
      return time(duration);
    }
    return value instanceof Number || value instanceof Boolean ? "" + value : "`" + text + "`";
  }

  private static String time(Duration time) {
    if (!time.isZero() && time.equals(Duration.ofDays(time.toDays()))) {
      return time.toDays() + " days";
    }
    return !time.isZero() && time.equals(Duration.ofHours(time.toHours()))
        ? time.toHours() + " h"
        : BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
