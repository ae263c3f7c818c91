package dev.rigel.cli;

import dev.rigel.cli.process.EphemeralApi;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.OutputFormat;
import dev.rigel.cli.terminal.PythonText;
import dev.rigel.cli.terminal.Style;
import dev.rigel.cli.terminal.Table;
import dev.rigel.cli.terminal.Text;
import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.client.Profiles;
import dev.rigel.contract.admin.RootApi;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code profile}: named sets of settings. */
@Command(name = "profile", description = "Manage profiles, named sets of settings.")
final class ProfileCommands {
  private final Session session;

  ProfileCommands(Session session) {
    this.session = session;
  }

  @Command(description = "List the profiles.")
  void ls(@Mixin OutputFormat format) {
    var active = session.settings().profile();
    var names = session.profiles().byName().keySet();
    session
        .out()
        .show(
            format,
            names.stream().map(name -> new Named(name, name.equals(active))).toList(),
            () -> session.out().print(table(names, active)));
  }

  private record Named(String name, boolean active) {}

  private static Table table(Set<String> names, String active) {
    var table =
        Table.captioned(Text.of("* active profile"))
            .rightColumn("Available Profiles:", Style.PLAIN);
    names.forEach(
        name ->
            table.row(name.equals(active) ? Text.of("  * " + name, Style.GREEN) : Text.of(name)));
    return table;
  }

  @Command(description = "Create a profile.")
  void create(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--from", paramLabel = "NAME", description = "Copy this profile's settings.")
          @Nullable String from) {
    var profiles = session.profiles();
    if (profiles.named(name).isPresent()) {
      throw new Failure(
          """
          Profile '%1$s' already exists.
          To create a new profile, remove the existing profile first:

              rigel profile delete '%1$s'"""
              .formatted(name));
    }
    session.save(profiles.with(name, from == null ? Map.of() : existing(from)));
    session
        .out()
        .print(
            """

            Created profile with properties:
                name - '%1$s'
                from name - %2$s

            Use created profile for future, subsequent commands:
                rigel profile use '%1$s'

            Use created profile temporarily for a single command:
                rigel -p '%1$s' config view
            """
                .formatted(name, from == null ? "None" : from));
  }

  @Command(description = "Make a profile the active one.")
  void use(@Parameters(paramLabel = "NAME") String name) {
    existing(name);
    session.save(session.profiles().withActive(name));
    session.useProfile(name);
    var settings = EphemeralApi.unneeded(session.settings());
    if (settings.isEmpty()) {
      session
          .out()
          .success(
              "No server specified using profile '%s' - the API will run in ephemeral mode."
                  .formatted(name));
      return;
    }
    try (var api = new ApiClient(settings.get(), new MicroProfileTransport())) {
      api.of(RootApi.class).health();
    } catch (ApiException e) {
      throw new Failure(
          "Error connecting to Rigel using profile '%1$s': %2$s%nProfile '%1$s' is the active one now all the same."
              .formatted(name, e.getMessage()));
    }
    session.out().success("Connected to Rigel using profile '" + name + "'");
  }

  @Command(description = "Delete a profile.")
  void delete(@Parameters(paramLabel = "NAME") String name) {
    existing(name);
    if (name.equals(session.settings().profile())) {
      throw new Failure(
          "Profile '%s' is the active profile. You must switch profiles before it can be deleted."
              .formatted(name));
    }
    session.save(session.profiles().without(name));
    session
        .out()
        .success(
            name.equals(Profiles.DEFAULT)
                ? "Reset profile 'default'."
                : "Removed profile '" + name + "'.");
  }

  @Command(description = "Rename a profile.")
  void rename(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "NEW_NAME") String newName) {
    var settings = existing(name);
    var profiles = session.profiles();
    if (profiles.named(newName).isPresent()) {
      throw new Failure("Profile '" + newName + "' already exists.");
    }
    var renamed = profiles.without(name).with(newName, settings);
    session.save(name.equals(profiles.active()) ? renamed.withActive(newName) : renamed);
    session.out().success("Renamed profile '%s' to '%s'.".formatted(name, newName));
  }

  @Command(description = "Show the settings of a profile.")
  void inspect(
      @Parameters(paramLabel = "NAME", arity = "0..1") @Nullable String name,
      @Mixin OutputFormat format) {
    var wanted = name == null ? session.settings().profile() : name;
    if (name == null && !format.isJson()) {
      session.out().print("No name provided, defaulting to '" + wanted + "'");
    }
    var settings = new TreeMap<>(existing(wanted));
    session.out().show(format, settings, () -> print(wanted, settings));
  }

  private void print(String name, Map<String, String> settings) {
    if (settings.isEmpty()) {
      session.out().print("Profile '" + name + "' is empty.");
    }
    settings.forEach((key, value) -> session.out().print(key + "=" + PythonText.quoted(value)));
  }

  private Map<String, String> existing(String name) {
    return session
        .profiles()
        .named(name)
        .orElseThrow(() -> new Failure("Profile '" + name + "' not found."));
  }
}
