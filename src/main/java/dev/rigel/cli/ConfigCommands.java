package dev.rigel.cli;

import static dev.rigel.contract.setting.Settings.PROFILE;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.OutputFormat;
import dev.rigel.cli.terminal.PythonText;
import dev.rigel.cli.terminal.Style;
import dev.rigel.client.Profiles;
import dev.rigel.contract.setting.Setting;
import dev.rigel.contract.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code config}: the settings of the active profile. */
@Command(name = "config", description = "View and set settings.")
final class ConfigCommands {
  private final Session session;

  ConfigCommands(Session session) {
    this.session = session;
  }

  @Command(description = "Show the settings and where they come from.")
  void view(
      @Option(names = "--show-defaults", description = "Show settings that nobody has set too.")
          boolean showDefaults,
      @Option(names = "--hide-defaults", description = "Do not; the default.") boolean hideDefaults,
      @Option(names = "--show-sources", description = "Show where values come from; the default.")
          boolean showSources,
      @Option(names = "--hide-sources", description = "Do not.") boolean hideSources,
      @Option(names = "--show-secrets", description = "Show secrets in the clear.")
          boolean showSecrets,
      @Option(names = "--hide-secrets", description = "Do not; the default.") boolean hideSecrets,
      @Mixin OutputFormat format) {
    var out = session.out();
    var profile = session.settings().profile();
    var values = values(showDefaults && !hideDefaults);
    values.replaceAll(
        (name, value) -> known(name).isSecret() && !showSecrets ? value.hidden() : value);
    out.show(
        format,
        new View(profile, values),
        () -> {
          out.print(PROFILE + "=" + PythonText.quoted(profile));
          values.forEach(
              (name, value) ->
                  out.print(
                      name
                          + "="
                          + PythonText.quoted(value.value())
                          + (hideSources ? "" : " (from " + value.source() + ")")));
        });
  }

  private record View(String profile, Map<String, Value> settings) {}

  private record Value(String value, String source) {
    Value hidden() {
      return new Value(Setting.HIDDEN, source);
    }
  }

  private Map<String, Value> values(boolean defaults) {
    var profile = session.profiles().named(session.settings().profile()).orElse(Map.of());
    var values = new TreeMap<String, Value>();
    if (defaults) {
      known().forEach(s -> values.put(s.name(), new Value(s.usual().orElse("None"), "defaults")));
    }
    if (session.isProfileNamed()) {
      addEnvironment(values);
      profile.forEach((k, v) -> values.put(k, new Value(v, "profile")));
    } else {
      profile.forEach((k, v) -> values.put(k, new Value(v, "profile")));
      addEnvironment(values);
    }
    values.keySet().retainAll(known().map(Setting::name).toList());
    return values;
  }

  private void addEnvironment(Map<String, Value> values) {
    session.environment().forEach((k, v) -> values.put(k, new Value(v, "env")));
  }

  @Command(description = "Set settings of the active profile.")
  void set(@Parameters(paramLabel = "SETTINGS", arity = "1..*") List<String> settings) {
    var profile = session.settings().profile();
    var given = new LinkedHashMap<String, String>();
    for (var setting : settings) {
      var parts = setting.split("=", 2);
      if (parts.length < 2) {
        throw new Failure(
            "Failed to parse argument %s. Use the format 'VAR=VAL'."
                .formatted(PythonText.quoted(setting)));
      }
      demandFit(known(parts[0]), parts[1]);
      given.put(parts[0], parts[1]);
    }
    var changed = new TreeMap<>(session.profiles().named(profile).orElse(Map.of()));
    changed.putAll(given);
    session.save(session.profiles().with(profile, changed));
    given.forEach(this::reportSet);
    session.out().success("Updated profile '" + profile + "'.");
  }

  private static Stream<Setting<?>> known() {
    return Settings.all().stream().filter(Setting::isInProfiles);
  }

  private static Setting<?> known(String name) {
    return Settings.named(name)
        .filter(Setting::isInProfiles)
        .orElseThrow(
            () -> new Failure("Unknown setting name %s.".formatted(PythonText.quoted(name))));
  }

  private static void demandFit(Setting<?> setting, String text) {
    try {
      setting.kind().read(text.strip());
    } catch (IllegalArgumentException e) {
      throw new Failure(
          "Validation error for setting '%s': %s\nInvalid setting value."
              .formatted(setting, e.getMessage()));
    }
  }

  private void reportSet(String name, String value) {
    var shown = known(name).isSecret() ? Setting.HIDDEN : value;
    session.out().print("Set '%s' to %s.".formatted(name, PythonText.quoted(shown)));
    if (session.environment().containsKey(name)) {
      session
          .out()
          .print(
              "%1$s is also set by an environment variable which will override your config value. Run `unset %1$s` to clear it."
                  .formatted(name),
              Style.YELLOW);
    }
  }

  @Command(description = "Take settings out of the active profile.")
  void unset(@Parameters(paramLabel = "SETTINGS", arity = "1..*") List<String> names) {
    var profile = session.settings().profile();
    Profiles profiles = session.profiles();
    var changed = new TreeMap<>(profiles.named(profile).orElse(Map.of()));
    for (var name : names) {
      known(name);
      if (changed.remove(name) == null) {
        throw new Failure("'%s' is not set in profile '%s'.".formatted(name, profile));
      }
    }
    session.save(profiles.with(profile, changed));
    names.forEach(name -> session.out().print("Unset '" + name + "'."));
    session.out().success("Updated profile '" + profile + "'.");
  }
}
