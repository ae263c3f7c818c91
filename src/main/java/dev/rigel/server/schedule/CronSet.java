package dev.rigel.server.schedule;

import java.util.Arrays;

/** What one field of a cron expression allows. */
final class CronSet {
  private final CronField field;
  private final int[] nth = new int[6];
  private long bits;
  private boolean any;
  private boolean last;

  private CronSet(CronField field) {
    this.field = field;
  }

  /**
   * @throws IllegalArgumentException when the text does not follow the grammar
   */
  static CronSet parse(CronField field, String text) {
    var set = new CronSet(field);
    for (var element : text.split(",", -1)) {
      set.add(element);
    }
    if (set.bits != 0 && set.hasNth()) {
      throw new IllegalArgumentException("plain weekdays beside n-th ones");
    }
    return set;
  }

  /** Bit n stands for the value n; Sunday is 0. */
  long bits() {
    return bits;
  }

  boolean last() {
    return last;
  }

  /** Weekday masks of the n-th in the month, 1 to 5; index 0 stands for the last. */
  int[] nth() {
    return nth;
  }

  /** A star, or a list of all there is. */
  boolean unrestricted() {
    var count = field == CronField.DAY_OF_WEEK ? 7 : field.most - field.least + 1;
    return any || Long.bitCount(bits) == count;
  }

  private boolean hasNth() {
    return Arrays.stream(nth).anyMatch(mask -> mask != 0);
  }

  private void add(String element) {
    var hash = element.indexOf('#');
    if (element.equals("*")) {
      any = true;
      addRange(field.least, field.most, 1);
    } else if (field == CronField.DAY_OF_MONTH && element.equals("l")) {
      last = true;
    } else if (field == CronField.DAY_OF_WEEK && element.startsWith("l")) {
      nth[0] |= 1 << field.value(CronParser.number(element.substring(1)) + "") % 7;
    } else if (field == CronField.DAY_OF_WEEK && hash > 0) {
      addNth(element.substring(0, hash), CronParser.number(element.substring(hash + 1)));
    } else {
      addStepped(element);
    }
  }

  private void addNth(String weekday, int n) {
    if (n < 1 || n > 5) {
      throw new IllegalArgumentException("no weekday comes " + n + " times a month");
    }
    nth[n] |= 1 << field.value(weekday) % 7;
  }

  /** {@code 5}, {@code 5-9}, {@code 5-9/2}, and up to the end of the range {@code 5/2}. */
  private void addStepped(String element) {
    var slash = element.indexOf('/');
    var span = slash < 0 ? element : element.substring(0, slash);
    var step = slash < 0 ? 1 : CronParser.number(element.substring(slash + 1));
    var dash = span.indexOf('-');
    if (step == 0) {
      throw new IllegalArgumentException("a step of zero");
    }
    if (span.equals("*")) {
      addRange(field.least, field.most, step);
    } else if (dash < 0) {
      var from = field.value(span);
      addRange(from, slash < 0 ? from : field.most, step);
    } else {
      addRange(field.value(span.substring(0, dash)), end(span.substring(dash + 1)), step);
    }
  }

  private int end(String text) {
    if (field == CronField.DAY_OF_MONTH && text.equals("l")) {
      return field.most;
    }
    return field.value(text);
  }

  private void addRange(int from, int to, int step) {
    var end = field == CronField.DAY_OF_WEEK && to == 0 && from > 0 ? 7 : to;
    if (from > end) {
      throw new IllegalArgumentException("a range that runs backwards");
    }
    for (var value = (long) from; value <= end; value += step) {
      bits |= 1L << (field == CronField.DAY_OF_WEEK ? value % 7 : value);
    }
  }
}
