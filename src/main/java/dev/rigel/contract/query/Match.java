package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.state.StateType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * The operators a field of a filter can have. All that are given are combined by AND (where a field
 * has an {@code operator}, it may say OR); null means not given. Unknown operators give 422.
 */
public interface Match {
  /** Ids in a list; an empty list matches nothing. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Ids(@JsonProperty("any_") List<UUID> any) implements Match {}

  /** Ids in a list, or not in one. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SomeIds(@JsonProperty("any_") List<UUID> any, @JsonProperty("not_any_") List<UUID> notAny)
      implements Match {}

  /** An id that may be null. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NullableIds(
      Operator operator,
      @JsonProperty("any_") List<UUID> any,
      @JsonProperty("is_null_") Boolean isNull)
      implements Match {}

  /** Texts in a list, exact case. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Texts(@JsonProperty("any_") List<String> any) implements Match {}

  /** A text that may be null. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NullableTexts(
      Operator operator,
      @JsonProperty("any_") List<String> any,
      @JsonProperty("is_null_") Boolean isNull)
      implements Match {}

  /**
   * Names in a list, or containing a text ({@code %} and {@code _} are wildcards, case does not
   * matter).
   */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Names(@JsonProperty("any_") List<String> any, @JsonProperty("like_") String like)
      implements Match {}

  /** Names in a list, or beginning with any of some texts (case does not matter). */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Prefixes(
      @JsonProperty("any_") List<String> any, @JsonProperty("startswith_") List<String> startsWith)
      implements Match {}

  /** A name containing a text; wildcards as in {@link Names}. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Like(@JsonProperty("like_") String like) implements Match {}

  /** All of some tags ({@code []} matches everything), or no tags at all. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Tags(
      Operator operator,
      @JsonProperty("all_") List<String> all,
      @JsonProperty("is_null_") Boolean isNull)
      implements Match {}

  /** A list that holds all of some texts. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record All(@JsonProperty("all_") List<String> all) implements Match {}

  /** State types in a list. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StateTypes(@JsonProperty("any_") List<StateType> any) implements Match {}

  /** The current state by type and by name. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record States(Operator operator, StateTypes type, Texts name) implements Match {}

  /** At or before, at or after; a null time matches neither. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Times(
      @JsonProperty("before_") OffsetDateTime before, @JsonProperty("after_") OffsetDateTime after)
      implements Match {}

  /** As {@link Times}, and whether there is a time at all. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NullableTimes(
      @JsonProperty("before_") OffsetDateTime before,
      @JsonProperty("after_") OffsetDateTime after,
      @JsonProperty("is_null_") Boolean isNull)
      implements Match {}

  /** Whether something belongs to it. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Exists(@JsonProperty("exists_") Boolean exists) implements Match {}

  /** A flag. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Equals(@JsonProperty("eq_") Boolean eq) implements Match {}

  /** Log levels, Python's numbers, both ends inclusive. */
  @NullIsAbsent
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Levels(@JsonProperty("ge_") Integer ge, @JsonProperty("le_") Integer le)
      implements Match {}
}
