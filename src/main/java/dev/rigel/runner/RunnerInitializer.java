package dev.rigel.runner;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;

/**
 * Puts the {@link Runner} into a web application. A server finds it by its service file, also where
 * {@code web.xml} says that it is complete, and where it looks for no annotations.
 */
public final class RunnerInitializer implements ServletContainerInitializer {

  @Override
  public void onStartup(Set<Class<?>> types, ServletContext application) {
    application.addListener(new Runner());
  }
}
