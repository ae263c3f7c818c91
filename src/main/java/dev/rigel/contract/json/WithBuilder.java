package dev.rigel.contract.json;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This record has a builder, named after it. What is not set is null, false or 0, or what the
 * record says itself: so a body comes out with the defaults of the wire. Of all that the processor
 * can write only what is used: setters, the copy of a record, and {@code build()}.
 */
@RecordBuilder.Template(
    options =
        @RecordBuilder.Options(
            enableWither = false,
            enableGetters = false,
            addStaticBuilder = false,
            prefixEnclosingClassNames = false,
            inheritComponentAnnotations = false))
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
public @interface WithBuilder {}
