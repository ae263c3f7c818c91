package dev.rigel.contract.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelTest {

  @ParameterizedTest
  @CsvSource({"SEVERE,40", "WARNING,30", "INFO,20", "CONFIG,10", "FINE,10", "FINER,5", "FINEST,5"})
  void levels_become_those_of_python(String level, int number) {
    assertThat(LogLevel.of(Level.parse(level))).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"50,CRITICAL", "40,ERROR", "30,WARNING", "20,INFO", "10,DEBUG", "25,Level 25"})
  void a_level_has_the_name_that_python_gives_it(int number, String name) {
    assertThat(LogLevel.name(number)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"INFO,20", "warning,30", " Critical ,50", "25,25", "0,0"})
  void a_level_is_written_by_name_or_number(String text, int number) {
    assertThat(LogLevel.parse(text)).contains(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "WARN", "Level 25", "-1", "1.5", "99999999999"})
  void anything_else_is_no_level(String text) {
    assertThat(LogLevel.parse(text)).isEmpty();
  }
}
