package dev.rigel.webapp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A test class that opens pages in a {@link Browser}, which it gets as a parameter. All classes of
 * a run share one. Without a browser on this machine the class is skipped, or fails when the
 * environment says {@code CI_BROWSER=required}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(InBrowser.Resolver.class)
public @interface InBrowser {

  /** Hands out the browser; the first one who asks starts it, the end of the run ends it. */
  final class Resolver implements ParameterResolver, ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return Browser.installed().isPresent() || "required".equals(System.getenv("CI_BROWSER"))
          ? ConditionEvaluationResult.enabled("there is a browser, or has to be")
          : ConditionEvaluationResult.disabled(Browser.MISSING + ": no page is opened");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.GLOBAL)
          .getOrComputeIfAbsent(Browser.class, key -> start(), Browser.class);
    }

    private static Browser start() {
      try {
        return Browser.start();
      } catch (IOException e) {
        throw new UncheckedIOException("no browser", e);
      }
    }
  }
}
