package dev.rigel.server.http;

import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Whoever hangs up while an answer is streamed is no fault: what writes it hears of it and stops,
 * and the log has no stack trace. Jersey flushes and closes the stream once more, and would write
 * one.
 */
@Provider
public class HangUps implements WriterInterceptor {
  private static final Logger LOG = System.getLogger(HangUps.class.getName());

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    if (!(context.getEntity() instanceof StreamingOutput)) {
      context.proceed();
      return;
    }
    var line = new Line(context.getOutputStream());
    context.setOutputStream(line);
    try {
      context.proceed();
    } catch (IOException e) {
      if (!line.isCut) {
        throw e;
      }
      LOG.log(Level.DEBUG, "the client has gone before its answer was whole", e);
    }
  }

  /** The way to a client; after it was cut, its end is quiet. */
  private static final class Line extends FilterOutputStream {
    private boolean isCut;

    Line(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      watched(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      watched(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      if (!isCut) {
        watched(out::flush);
      }
    }

    @Override
    public void close() throws IOException {
      if (!isCut) {
        watched(out::close);
      }
    }

    private void watched(Step step) throws IOException {
      try {
        step.take();
      } catch (IOException e) {
        isCut = true;
        throw e;
      }
    }
  }

  private interface Step {
    void take() throws IOException;
  }
}
