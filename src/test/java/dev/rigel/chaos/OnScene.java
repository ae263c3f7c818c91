package dev.rigel.chaos;

import dev.rigel.it.Shared;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test class that does harm to the {@link Scene}, which it gets as a parameter. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(OnScene.Resolver.class)
@interface OnScene {

  /** Hands out the scene. */
  final class Resolver extends Shared<Scene> {
    Resolver() {
      super(Scene.class, Scene::setUp);
    }
  }
}
