package dev.rigel.server.log;

import dev.rigel.contract.log.LogFilter;
import dev.rigel.contract.log.LogFormat;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.server.database.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes logs of any length: a page at a time, each read in a transaction of its own. */
@ApplicationScoped
public class LogDownload {
  /** Records; of 10 kB each they are 10 MB. */
  static final int PAGE = 1_000;

  private static final Logger LOG = System.getLogger(LogDownload.class.getName());

  @Inject Logs logs;

  /** The records that fit, by time. */
  public StreamingOutput of(LogFilter filter, LogFormat format) {
    return out -> write(filter, format, new BufferedOutputStream(out), Integer.MAX_VALUE);
  }

  /**
   * The first page of them, for HEAD, whose answer has no body: a server that counts the bytes of a
   * short one counts right, and does not try with a long one.
   */
  public StreamingOutput beginning(LogFilter filter, LogFormat format) {
    return out -> write(filter, format, new BufferedOutputStream(out), 1);
  }

  private void write(LogFilter filter, LogFormat format, OutputStream out, int pages)
      throws IOException {
    var page = next(filter, null);
    for (int i = 1; page.isPresent(); i++) {
      for (var log : page.get()) {
        out.write(LogFile.record(format, log));
      }
      out.flush();
      if (page.get().size() < PAGE || i == pages) {
        return;
      }
      page = next(filter, page.get().get(PAGE - 1));
    }
    out.write(LogFile.brokenOff(format));
    out.flush();
  }

  /** None if the database does not give it: the answer has begun, and its status is out. */
  private Optional<List<LogResponse>> next(LogFilter filter, @Nullable LogResponse last) {
    try {
      return Optional.of(logs.next(filter, last, PAGE));
    } catch (RuntimeException e) {
      LOG.log(
          Outage.is(e) ? Level.DEBUG : Level.ERROR, "a download of logs breaks off; it says so", e);
      return Optional.empty();
    }
  }
}
