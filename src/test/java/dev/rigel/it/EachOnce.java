package dev.rigel.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIf;

/**
 * A test class of real agents and real jobs, which takes minutes and whose subject depends on the
 * server and on the database, but not on both together: it meets each server and each database, on
 * three of the four pairs.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@DisabledIf(
    value = "dev.rigel.it.Deployed#onWildFlyWithH2",
    disabledReason = "each server and each database have been met without this pair")
public @interface EachOnce {}
