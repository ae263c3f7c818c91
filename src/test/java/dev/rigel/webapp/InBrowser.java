package dev.rigel.webapp;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A test class that opens pages in a browser: its constructor or its methods get a {@link Visitor},
 * and a {@link FakeServer} if they ask for one, new ones for each test. When the test's method has
 * ended the visitor leaves, and what the browser has complained of fails the test; of a test that
 * has failed there is a picture in {@code target/browser/failed}. The browser itself is shared by
 * all classes. Without one on this machine the class is skipped, or fails when the environment says
 * {@code CI_BROWSER=required}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(InBrowser.Extension.class)
public @interface InBrowser {

  /**
   * Hands out visitors and servers; the first visitor starts the browser, the JVM's end ends it.
   */
  final class Extension
      implements ParameterResolver,
          ExecutionCondition,
          BeforeAllCallback,
          AfterTestExecutionCallback {
    private static final Namespace OURS = Namespace.create(InBrowser.class);
    private static final Path FAILED = Path.of("target/browser/failed");

    /**
     * One class at a time among the JVMs of a build: a browser alone takes more than a core, and
     * two of them leave nothing to the servers that other tests start meanwhile.
     */
    private static final Path TURN = Path.of("target/browser/turn.lock");

    /** A file that is locked by this JVM; let go when the class has ended. */
    private record Turn(FileChannel file) implements AutoCloseable {
      static Turn take() {
        try {
          Files.createDirectories(TURN.getParent());
          var file = FileChannel.open(TURN, CREATE, WRITE);
          file.lock();
          return new Turn(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
      context.getStore(OURS).getOrComputeIfAbsent(Turn.class, key -> Turn.take(), Turn.class);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return Chromium.installed().isPresent() || "required".equals(System.getenv("CI_BROWSER"))
          ? ConditionEvaluationResult.enabled("there is a browser, or has to be")
          : ConditionEvaluationResult.disabled(Chromium.MISSING + ": no page is opened");
    }

    /** What a constructor gets belongs to the test it is called for, not to the class. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
      return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      var type = parameter.getParameter().getType();
      return type == Visitor.class || type == FakeServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      var store = context.getStore(OURS);
      return parameter.getParameter().getType() == Visitor.class
          ? store.getOrComputeIfAbsent(
              Visitor.class, key -> new Visitor(chromium(context)), Visitor.class)
          : store.getOrComputeIfAbsent(FakeServer.class, key -> new FakeServer(), FakeServer.class);
    }

    /** Of the session: Surefire launches each class of a JVM that is one of several by itself. */
    private static Chromium chromium(ExtensionContext context) {
      return context
          .getStore(StoreScope.LAUNCHER_SESSION, OURS)
          .getOrComputeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class);
    }

    /** Before servers are closed, of whose absence an open page would complain. */
    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
      var visitor = context.getStore(OURS).get(Visitor.class, Visitor.class);
      if (visitor == null) {
        return;
      }
      try (visitor) {
        var failed = context.getExecutionException().isPresent();
        var troubles = visitor.troubles();
        if (failed || !troubles.isEmpty()) {
          visitor.photograph(FAILED, nameOf(context));
        }
        if (failed) {
          troubles.forEach(trouble -> System.err.println("the browser: " + trouble));
        } else {
          assertThat(troubles).as("complaints of the browser").isEmpty();
        }
      }
    }

    private static String nameOf(ExtensionContext context) {
      var test = context.getRequiredTestClass().getSimpleName();
      var invocation = context.getUniqueId().replaceFirst(".*invocation:#(\\d+).*", "-$1");
      return test
          + "."
          + context.getRequiredTestMethod().getName()
          + (invocation.startsWith("-") ? invocation : "");
    }
  }
}
