package dev.rigel.server.http;

import dev.rigel.contract.json.Answers;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives each operation the status that its contract names, see {@link Answers}. */
public class StatusFeature implements DynamicFeature {

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    var answers = declared(resource.getResourceMethod());
    if (answers != null) {
      context.register(new StatusFilter(answers.value()));
    }
  }

  private static @Nullable Answers declared(Method method) {
    return Arrays.stream(method.getDeclaringClass().getInterfaces())
        .map(contract -> declared(contract, method))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Answers declared(Class<?> contract, Method method) {
    try {
      return contract
          .getMethod(method.getName(), method.getParameterTypes())
          .getAnnotation(Answers.class);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private record StatusFilter(int status) implements ContainerResponseFilter {
    private static final Annotation[] NONE = {};

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      var nothing = response.getStatus() == 204;
      if (response.getStatus() != 200 && !nothing) {
        return;
      }
      var known = request.getProperty(Answer.STATUS);
      response.setStatus(known == null ? status : (Integer) known);
      if (nothing) {
        response.setEntity(JsonProvider.NULL, NONE, MediaType.APPLICATION_JSON_TYPE);
      }
    }
  }
}
