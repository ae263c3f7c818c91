package dev.rigel.contract.json;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This record has a builder, named after it: {@code FlowRunUpdateBuilder.builder().tags(tags)
 * .build()}, or {@code builder(record)} for a copy. What is not set is null, false or 0, or what
 * the record says itself: so a body comes out with the defaults of the wire. What the processor can
 * leave out is left out.
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
