package dev.rigel.server.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A suite on PostgreSQL with Hibernate or on H2 with EclipseLink. Beside it the same suite has met
 * both databases and both providers, and the integration tests meet all four pairs; with {@code
 * -Drigel.pairs=all} this one runs as well.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@EnabledIfSystemProperty(
    named = "rigel.pairs",
    matches = "all",
    disabledReason = "both databases and both providers are met without this pair")
public @interface OtherPair {}
