package dev.rigel.server.search;

import dev.rigel.contract.json.StorableText;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What somebody looks for.
 *
 * @param text as it was typed, without the spaces around it
 */
record Wanted(String text) {
  /** Fewer find half of all there is. */
  private static final int SHORTEST_ID = 4;

  private static final int ID = 32;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{" + SHORTEST_ID + "," + ID + "}");

  static Wanted of(String typed) {
    return new Wanted(StorableText.clean(typed.strip()));
  }

  /** As names are compared. */
  String name() {
    return text.toLowerCase(Locale.ROOT);
  }

  /** A whole name as it may be written, for an index that tells upper from lower case. */
  List<String> spellings() {
    return List.of(text, name());
  }

  /** For {@code like … escape '!'}: names that begin so. */
  String start() {
    return Database.literally(name()) + "%";
  }

  /** The same for names that have it in them. */
  String part() {
    return "%" + start();
  }

  /** Ids that begin so, as a range that an index knows; none, if this begins no id. */
  Condition isId(String column) {
    var digits = name().replace("-", "");
    return HEX.matcher(digits).matches()
        ? Condition.of(column + " between ? and ?", id(digits, '0'), id(digits, 'f'))
        : Condition.in(column, List.of());
  }

  private static UUID id(String digits, char rest) {
    var all = digits + String.valueOf(rest).repeat(ID - digits.length());
    return UUID.fromString(
        String.join(
            "-",
            all.substring(0, 8),
            all.substring(8, 12),
            all.substring(12, 16),
            all.substring(16, 20),
            all.substring(20)));
  }
}
