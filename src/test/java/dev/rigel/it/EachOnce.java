package dev.rigel.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIf;

/**
 * A test class of real servers that are started, killed and stopped, or of real agents and jobs,
 * which takes minutes and whose subject depends on the server and on the database, but not on both
 * together: Payara Micro meets it with H2, WildFly with PostgreSQL. With {@code -Drigel.pairs=all}
 * it runs on all four pairs.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@DisabledIf(
    value = "dev.rigel.it.Deployed#isOtherPair",
    disabledReason = "each server and each database are met without this pair; -Drigel.pairs=all")
public @interface EachOnce {}
