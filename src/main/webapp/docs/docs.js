/* global SwaggerUIBundle -- from swagger-ui-bundle.js, which the build puts beside this file (pom.xml) */
SwaggerUIBundle({
  url: "../api/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  // else the document would be sent to a validator on the internet
  validatorUrl: null,
});
