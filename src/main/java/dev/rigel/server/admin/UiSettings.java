package dev.rigel.server.admin;

import static dev.rigel.contract.setting.Settings.UI_API_URL;

import dev.rigel.contract.json.Json;
import dev.rigel.server.settings.ServerSettings;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * {@code GET /ui-settings}: tells a page where the API is; the setting, or its address relative to
 * this one, which also holds behind a proxy that knows another name, scheme or prefix.
 */
@WebServlet("/ui-settings")
class UiSettings extends HttpServlet {
  private static final long serialVersionUID = 1L;
  @Inject transient ServerSettings settings;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var url = settings.find(UI_API_URL).orElse("api");
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    Json.mapper().writeValue(response.getOutputStream(), Map.of("api_url", url));
  }
}
