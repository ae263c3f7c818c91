package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_DRAIN;
import static dev.rigel.contract.setting.Settings.AGENT_LABELS;
import static dev.rigel.contract.setting.Settings.AGENT_NAME;
import static dev.rigel.contract.setting.Settings.AGENT_PREFIXES;
import static dev.rigel.contract.setting.Settings.AGENT_QUEUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.client.ClientSettings;
import dev.rigel.contract.agent.Host;
import dev.rigel.contract.setting.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentOptionsTest {
  private static final AgentOptions NONE = AgentOptionsBuilder.builder().build();

  @Test
  void settings_say_what_options_leave_open() {
    var options =
        NONE.or(
            settings(
                Map.of(
                    AGENT_QUEUES,
                    "high, low ,",
                    AGENT_NAME,
                    "blue",
                    AGENT_LABELS,
                    "a,b",
                    AGENT_DRAIN,
                    "7")));

    assertThat(options.queues()).containsExactly("high", "low");
    assertThat(options.name()).isEqualTo("blue");
    assertThat(options.labels()).containsExactly("a", "b");
    assertThat(options.drain()).isEqualTo(Duration.ofSeconds(7));
    options.check();
  }

  @Test
  void options_win() {
    var options =
        AgentOptionsBuilder.builder()
            .prefixes(List.of("nightly-"))
            .name("green")
            .drain(Duration.ZERO)
            .build()
            .or(settings(Map.of(AGENT_QUEUES, "q", AGENT_NAME, "blue", AGENT_DRAIN, "7")));

    assertThat(options.queues()).isEmpty();
    assertThat(options.prefixes()).containsExactly("nightly-");
    assertThat(options.name()).isEqualTo("green");
    assertThat(options.drain()).isZero();
  }

  @Test
  void nobody_says_anything() {
    assertThatThrownBy(() -> NONE.or(settings(Map.of())).check())
        .hasMessage("No work queues provided!");
  }

  @Test
  void settings_cannot_give_both_queues_and_prefixes() {
    var both = settings(Map.of(AGENT_QUEUES, "q", AGENT_PREFIXES, "p"));

    assertThatThrownBy(() -> NONE.or(both).check()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_agent_of_an_application_is_called_after_it() {
    assertThat(NONE.orNamedAfter("orders").name()).isEqualTo(Host.name() + "-orders");
    assertThat(NONE.or(settings(Map.of(AGENT_NAME, "blue"))).orNamedAfter("orders").name())
        .isEqualTo("blue");
  }

  private static ClientSettings settings(Map<Setting<?>, String> given) {
    return ClientSettings.of(
        name ->
            given.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(Optional::empty));
  }
}
