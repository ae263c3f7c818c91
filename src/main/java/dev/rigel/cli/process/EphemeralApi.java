package dev.rigel.cli.process;

import static dev.rigel.contract.setting.Settings.API_HOST;
import static dev.rigel.contract.setting.Settings.API_PORT;
import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;

import dev.rigel.cli.process.ServerProcess.Address;
import dev.rigel.cli.process.ServerProcess.Progress;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.client.ClientSettings;
import dev.rigel.client.FileTrouble;
import dev.rigel.contract.setting.Program;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A server for a command that is told of none. Where none is, the command brings one: a process
 * beside it, on the database of Rigel's home, which other such commands share, and which ends when
 * none of them is left (docs/adr/0017). It stays at least until this is closed, or this process has
 * ended in another way.
 */
public final class EphemeralApi implements AutoCloseable {
  /** On this machine a server answers at once, or is so busy that it is there in any case. */
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(2);

  private static final int SERVER_ERRORS = 500;

  private final ServerUser user;
  private final FoundServer found;
  private final Duration taken;

  private EphemeralApi(ServerUser user, FoundServer found, Duration taken) {
    this.user = user;
    this.found = found;
    this.taken = taken;
  }

  /**
   * The settings with the address of a server that needs not be brought: the one that they name, or
   * that which answers where {@code rigel server start} listens. Empty if there is none, and one
   * can be brought, as all that it is made of is there.
   */
  public static Optional<ClientSettings> unneeded(ClientSettings settings) {
    if (settings.isGiven(API_URL) || !Installation.ofThisJar().hasServer()) {
      return Optional.of(settings);
    }
    var usual = new Address(settings.get(API_HOST), settings.get(API_PORT)).api();
    return Optional.of(settings.withApiUrl(usual)).filter(found -> answers(usual));
  }

  /** A server that has trouble, such as with its database, is one. */
  private static boolean answers(URI api) {
    var status = Health.of(api, USUAL_PATIENCE);
    return status == Health.HEALTHY || status >= SERVER_ERRORS;
  }

  /**
   * Finds one or starts one, and waits until it is ready.
   *
   * @param progress is told again and again how long it has taken
   * @throws Failure if there cannot be one
   */
  public static EphemeralApi open(ClientSettings settings, Progress progress) {
    var begin = System.nanoTime();
    var home = settings.get(HOME).toAbsolutePath();
    try {
      var database = ServerLaunch.databaseUrl(settings.givenFor(Program.SERVER));
      var place = new HomeServer(home, database);
      var user = ServerUser.of(place.users(), HomeServer.END_LIMIT);
      try {
        var found = new EphemeralServers(place, settings).find(progress);
        return new EphemeralApi(user, found, Duration.ofNanos(System.nanoTime() - begin));
      } catch (IOException | RuntimeException e) {
        user.close();
        throw e;
      }
    } catch (IOException e) {
      throw new Failure("Cannot use %s %s: %s".formatted(HOME, home, FileTrouble.reason(e)));
    }
  }

  /** Its address, {@code /api} included. */
  public URI url() {
    return found.server().api();
  }

  /** Its process. */
  public long pid() {
    return found.server().process().pid();
  }

  /** Whether it was started for this command; else it was there, or starting, for others. */
  public boolean isNew() {
    return found.isNew();
  }

  /** Whether it ends with those who use it; else somebody has started a server to stay. */
  public boolean isEphemeral() {
    return found.server().isEphemeral();
  }

  /** How long it took until it was ready. */
  public Duration taken() {
    return taken;
  }

  @Override
  public void close() {
    try {
      user.close();
    } catch (IOException e) {
      throw new Failure("Cannot give up the ephemeral API: " + e);
    }
  }
}
