package dev.rigel.it;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A parameter that all test classes of a run share: the first one who asks makes it, the end of the
 * run closes it.
 */
public abstract class Shared<T extends AutoCloseable> implements ParameterResolver {
  private final Class<T> type;
  private final Supplier<T> making;

  /** Parameters of a type. */
  protected Shared(Class<T> type, Supplier<T> making) {
    this.type = type;
    this.making = making;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .getOrComputeIfAbsent(type, key -> making.get(), type);
  }
}
