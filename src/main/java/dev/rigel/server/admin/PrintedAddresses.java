package dev.rigel.server.admin;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The addresses that clients and notifications print, which are the reference's, lead to the page
 * with that one thing on top: {@code /flow-runs/flow-run/ID} to {@code /?flow-run=ID}. The way
 * there is relative, so it holds behind a proxy with a prefix.
 */
@WebServlet({"/flow-runs/flow-run/*", "/deployments/deployment/*"})
class PrintedAddresses extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Pattern ID =
      Pattern.compile("/(\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12})");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var kind = request.getServletPath().replaceFirst(".*/", "");
    var id = ID.matcher(String.valueOf(request.getPathInfo()));
    if (!id.matches()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
    response.setHeader("Location", "../../?" + kind + "=" + id.group(1));
  }
}
