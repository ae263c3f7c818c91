package dev.rigel.server.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * JSON goes out as gzip to those who take it, if it is longer than a packet. Here and not in the
 * servers' settings, so that it is the same on both.
 */
@Provider
public class Compression implements ContainerResponseFilter, WriterInterceptor {
  /** Bytes; what is not longer fits into one packet, compressed or not. */
  static final int SHORT = 1_400;

  private static final String WANTED = "dev.rigel.gzip";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.hasEntity() && isJson(response.getMediaType())) {
      response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
      // Jersey puts ours in the place of what the servlet filter has said
      response.getHeaders().add(HttpHeaders.VARY, CrossOrigin.VARY);
      request.setProperty(WANTED, takesGzip(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING)));
    }
  }

  private static boolean isJson(@Nullable MediaType type) {
    return type != null && type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
  }

  /** Whether an Accept-Encoding header, if there is one, allows gzip. */
  public static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && Arrays.stream(accepted.toLowerCase(Locale.ROOT).replace(" ", "").split(","))
            .filter(coding -> !coding.matches("[^;]*;q=0(\\.0*)?"))
            .map(coding -> coding.split(";", 2)[0])
            .anyMatch(name -> name.equals("gzip"));
  }

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    if (!Boolean.TRUE.equals(context.getProperty(WANTED))) {
      context.proceed();
      return;
    }
    var plain = context.getOutputStream();
    var body = new Body(plain, context.getHeaders());
    context.setOutputStream(body);
    try {
      context.proceed();
      body.finish();
    } finally {
      context.setOutputStream(plain);
    }
  }

  /** Waits for so much that it is long, then compresses. */
  private static final class Body extends OutputStream {
    private final OutputStream plain;
    private final MultivaluedMap<String, Object> headers;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private @Nullable Fast gzip;

    Body(OutputStream plain, MultivaluedMap<String, Object> headers) {
      this.plain = plain;
      this.headers = headers;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (gzip == null && start.size() + length > SHORT) {
        headers.putSingle(HttpHeaders.CONTENT_ENCODING, "gzip");
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        gzip = new Fast(plain);
        start.writeTo(gzip);
      }
      (gzip == null ? start : gzip).write(bytes, offset, length);
    }

    void finish() throws IOException {
      if (gzip == null) {
        start.writeTo(plain);
      } else {
        gzip.end();
      }
    }
  }

  /** A list of 200 runs takes two fifths of the usual level's time, and a fifth more bytes. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 8192);
      def.setLevel(Deflater.BEST_SPEED);
    }

    void end() throws IOException {
      try {
        finish();
      } finally {
        def.end();
      }
    }
  }
}
