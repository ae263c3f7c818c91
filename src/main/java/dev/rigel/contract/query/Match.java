package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.state.StateType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operators a field of a filter can have. All that are given are combined by AND (where a field
 * has an {@code operator}, it may say OR); what is null is not given. Unknown operators give 422.
 */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Match {

  /** Operators that ask something of one column. */
  sealed interface OfColumn extends Match {
    /** Asks; what is null is not asked. */
    void ask(Column column);

    /** How what is asked is combined; AND if it does not say. */
    default @Nullable Operator operator() {
      return null;
    }
  }

  /** What can be asked of a column; a null asks nothing. */
  interface Column {
    /** Its value is in the list; an empty list matches nothing. */
    Column any(@Nullable List<?> values);

    /** Its value is not in the list. */
    Column notAny(@Nullable List<?> values);

    /** It has no value, or has one. */
    Column isNull(@Nullable Boolean isNull);

    /** It contains a text; wildcards and case as in {@link Names}. */
    Column like(@Nullable String text);

    /** It begins with one of the texts. */
    Column startsWith(@Nullable List<String> prefixes);

    /** It is a list that holds all of some texts. */
    Column holdsAll(@Nullable List<String> elements);

    /** It is a list without elements, or has some. */
    Column isEmptyList(@Nullable Boolean isEmpty);

    /** It is at most so much. */
    Column atMost(@Nullable Object value);

    /** It is at least so much. */
    Column atLeast(@Nullable Object value);

    /** It is this. */
    Column is(@Nullable Object value);
  }

  /** Ids in a list; an empty list matches nothing. */
  record Ids(@JsonProperty("any_") @Nullable List<UUID> any) implements OfColumn {
    @Override
    public void ask(Column column) {
      column.any(any);
    }
  }

  /** Ids in a list, or not in one. */
  record SomeIds(
      @JsonProperty("any_") @Nullable List<UUID> any,
      @JsonProperty("not_any_") @Nullable List<UUID> notAny)
      implements OfColumn {
    @Override
    public void ask(Column column) {
      column.any(any).notAny(notAny);
    }
  }

  /** An id that may be null. */
  record NullableIds(
      @Nullable Operator operator,
      @JsonProperty("any_") @Nullable List<UUID> any,
      @JsonProperty("is_null_") @Nullable Boolean isNull)
      implements OfColumn {
    @Override
    public void ask(Column column) {
      column.any(any).isNull(isNull);
    }
  }

  /** Texts in a list, exact case. */
  record Texts(@JsonProperty("any_") @Nullable List<String> any) implements OfColumn {
    @Override
    public void ask(Column column) {
      column.any(any);
    }
  }

  /** A text that may be null. */
  record NullableTexts(
      @Nullable Operator operator,
      @JsonProperty("any_") @Nullable List<String> any,
      @JsonProperty("is_null_") @Nullable Boolean isNull)
      implements OfColumn {
    @Override
    public void ask(Column column) {
      column.any(any).isNull(isNull);
    }
  }

  /**
   * Names in a list, or containing a text ({@code %} and {@code _} are wildcards, case does not
   * matter).
   */
  record Names(
      @JsonProperty("any_") @Nullable List<String> any,
      @JsonProperty("like_") @Nullable String like)
      implements OfColumn {
    @Override
    public void ask(Column column) {
      column.any(any).like(like);
    }
  }

  /**
   * Names in a list, beginning with any of some texts (case does not matter), or containing a text
   * (wildcards as in {@link Names}).
   */
  record NamesOrPrefixes(
      @JsonProperty("any_") @Nullable List<String> any,
      @JsonProperty("startswith_") @Nullable List<String> startsWith,
      @JsonProperty("like_") @Nullable String like)
      implements OfColumn {

    /** Beginning with any of these. */
    public static NamesOrPrefixes startingWith(List<String> prefixes) {
      return new NamesOrPrefixes(null, prefixes, null);
    }

    @Override
    public void ask(Column column) {
      column.any(any).startsWith(startsWith).like(like);
    }
  }

  /** A name containing a text; wildcards as in {@link Names}. */
  record Like(@JsonProperty("like_") @Nullable String like) implements OfColumn {
    @Override
    public void ask(Column column) {
      column.like(like);
    }
  }

  /** All of some tags ({@code []} matches everything), or no tags at all. */
  record Tags(
      @Nullable Operator operator,
      @JsonProperty("all_") @Nullable List<String> all,
      @JsonProperty("is_null_") @Nullable Boolean isNull)
      implements OfColumn {
    @Override
    public void ask(Column column) {
      column.holdsAll(all).isEmptyList(isNull);
    }
  }

  /** A list that holds all of some texts. */
  record All(@JsonProperty("all_") @Nullable List<String> all) implements OfColumn {
    @Override
    public void ask(Column column) {
      column.holdsAll(all);
    }
  }

  /** State types in a list. */
  record StateTypes(@JsonProperty("any_") @Nullable List<StateType> any) implements OfColumn {
    @Override
    public void ask(Column column) {
      column.any(any == null ? null : any.stream().map(Enum::name).toList());
    }
  }

  /** The current state by type and by name. */
  record States(@Nullable Operator operator, @Nullable StateTypes type, @Nullable Texts name)
      implements Match {}

  /** At or before, at or after; a null time matches neither. */
  record Times(
      @JsonProperty("before_") @Nullable OffsetDateTime before,
      @JsonProperty("after_") @Nullable OffsetDateTime after)
      implements OfColumn {
    @Override
    public void ask(Column column) {
      column.atMost(before).atLeast(after);
    }
  }

  /** As {@link Times}, and whether there is a time at all. */
  record NullableTimes(
      @JsonProperty("before_") @Nullable OffsetDateTime before,
      @JsonProperty("after_") @Nullable OffsetDateTime after,
      @JsonProperty("is_null_") @Nullable Boolean isNull)
      implements OfColumn {
    @Override
    public void ask(Column column) {
      column.atMost(before).atLeast(after).isNull(isNull);
    }
  }

  /** Whether something belongs to it. */
  record Exists(@JsonProperty("exists_") @Nullable Boolean exists) implements Match {}

  /** Whether there is a value at all. */
  record Nullness(@JsonProperty("is_null_") @Nullable Boolean isNull) implements OfColumn {
    @Override
    public void ask(Column column) {
      column.isNull(isNull);
    }
  }

  /** A flag. */
  record Equals(@JsonProperty("eq_") @Nullable Boolean eq) implements OfColumn {
    @Override
    public void ask(Column column) {
      column.is(eq);
    }
  }

  /** Log levels, Python's numbers, both ends inclusive. */
  record Levels(
      @JsonProperty("ge_") @Nullable Integer ge, @JsonProperty("le_") @Nullable Integer le)
      implements OfColumn {
    @Override
    public void ask(Column column) {
      column.atLeast(ge).atMost(le);
    }
  }
}
