package dev.rigel.webapp;

import dev.rigel.contract.query.Match;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** A value that is asked what a filter asks of a column; all that is asked has to be so. */
final class Asked implements Match.Column {
  private final Object value;
  private boolean matches = true;

  Asked(Object value) {
    this.value = value;
  }

  boolean matches() {
    return matches;
  }

  private <T> Asked ask(T asked, Predicate<T> holds) {
    matches &= asked == null || holds.test(asked);
    return this;
  }

  @Override
  public Match.Column any(List<?> values) {
    return ask(values, all -> all.contains(value));
  }

  @Override
  public Match.Column notAny(List<?> values) {
    return ask(values, all -> !all.contains(value));
  }

  @Override
  public Match.Column isNull(Boolean isNull) {
    return ask(isNull, is -> is == (value == null));
  }

  @Override
  public Match.Column like(String text) {
    return ask(text, part -> lower().contains(part.toLowerCase(Locale.ROOT)));
  }

  @Override
  public Match.Column startsWith(List<String> prefixes) {
    return ask(
        prefixes,
        all -> all.stream().anyMatch(one -> lower().startsWith(one.toLowerCase(Locale.ROOT))));
  }

  private String lower() {
    return value.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public Match.Column holdsAll(List<String> elements) {
    return ask(elements, ((List<?>) value)::containsAll);
  }

  @Override
  public Match.Column isEmptyList(Boolean isEmpty) {
    return ask(isEmpty, is -> is == ((List<?>) value).isEmpty());
  }

  @Override
  public Match.Column atMost(Object most) {
    return ask(most, limit -> value != null && compare(limit) <= 0);
  }

  @Override
  public Match.Column atLeast(Object least) {
    return ask(least, limit -> value != null && compare(limit) >= 0);
  }

  private int compare(Object limit) {
    return value instanceof OffsetDateTime time
        ? time.compareTo((OffsetDateTime) limit)
        : Integer.compare((Integer) value, (Integer) limit);
  }

  @Override
  public Match.Column is(Object asked) {
    return ask(asked, value::equals);
  }
}
