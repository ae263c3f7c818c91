/* global SwaggerUIBundle -- from swagger-ui-bundle.js, which the build puts beside this file (pom.xml) */
import { applyTheme, theme } from "../platform/settings.js";

/** What empties the database is shown, and not to be tried with a click. */
const NOT_TRIED = "/api/admin/database/";

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

/** Swagger UI has dark colours by a class, the pages by `color-scheme`. */
function colours() {
  applyTheme();
  const dark = theme() === "dark" || (theme() !== "light" && systemIsDark.matches);
  document.documentElement.classList.toggle("dark-mode", dark);
}

const carefully = {
  statePlugins: {
    spec: {
      wrapSelectors: {
        allowTryItOutFor: (allows) => (state, path, method) =>
          !path.startsWith(NOT_TRIED) && allows(state, path, method),
      },
    },
  },
};

colours();
systemIsDark.addEventListener("change", colours);
SwaggerUIBundle({
  url: "../api/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  plugins: [carefully],
  // else the document would be sent to a validator on the internet
  validatorUrl: null,
});
