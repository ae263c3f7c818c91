package dev.rigel.arrows;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts in a class: its constants, those of its annotations, and what it glues together at run
 * time, as its class file has them.
 */
record SqlTexts(List<String> texts) {
  private static final Map<String, String> TABLES =
      SqlRules.TABLES.values().stream()
          .flatMap(Set::stream)
          .collect(Collectors.toMap(SqlTexts::plain, Function.identity()));

  /** Also as the entity that JPQL knows, {@code FlowRun}. */
  private static final String NAME =
      TABLES.values().stream()
          .map(table -> table.replace("_", "_?"))
          .collect(Collectors.joining("|", "(?<![:.\\w])(", ")\\b"));

  private static final Pattern STATEMENT =
      pattern("^[\\s(]*(?:select|insert|update|delete|merge|with|truncate|lock)\\b");

  /** In a statement every word that is a table's name is taken for the table. */
  private static final Pattern IN_A_STATEMENT = pattern(NAME);

  /** Elsewhere a table follows such a word, or stands alone with its alias. */
  private static final Pattern IN_A_PIECE =
      pattern("\\b(?:from|join|into|using)\\s+(?:only\\s+)?\\(*" + NAME);

  private static final Pattern ALIASED = pattern("^\\s*" + NAME + "\\s+(?:as\\s+)?\\w{1,2}\\s*$");

  private static final Pattern WRITING =
      pattern(
          "\\b(?:insert\\s+into|merge\\s+into|delete\\s+from|truncate|update)\\s+(?:only\\s+|table\\s+)*"
              + NAME);

  /** Comments; texts; and what may stand around a table's name. */
  private static final Pattern NO_NAMES = pattern("--[^\\n]*|/\\*.*?\\*/|'[^']*'|\\bpublic\\.|\"");

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /** A table that is named. */
  record Mention(String table, boolean writes) {}

  /** The texts in a class file: entries of its constant pool (JVM specification, 4.4). */
  static SqlTexts of(JavaClass type) {
    var file = type.getSource().orElseThrow().getUri();
    try (var in = new DataInputStream(file.toURL().openStream())) {
      in.skipNBytes(8); // magic number and versions
      return new SqlTexts(texts(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    var size = in.readUnsignedShort();
    var texts = new ArrayList<String>();
    for (int i = 1; i < size; i++) {
      var tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts.add(in.readUTF());
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // a long takes two entries
        }
        default -> throw new IOException("unknown constant " + tag);
      }
    }
    return texts;
  }

  Set<Mention> mentions() {
    var plain = texts.stream().map(text -> NO_NAMES.matcher(text).replaceAll(" ")).toList();
    var statements = plain.stream().filter(text -> STATEMENT.matcher(text).find()).toList();
    var writing = tables(WRITING, plain);
    return Stream.of(
            writing,
            tables(IN_A_STATEMENT, statements),
            tables(IN_A_PIECE, plain),
            tables(ALIASED, plain))
        .flatMap(Set::stream)
        .map(table -> new Mention(table, writing.contains(table)))
        .collect(Collectors.toSet());
  }

  private static Set<String> tables(Pattern pattern, List<String> texts) {
    return texts.stream()
        .flatMap(text -> pattern.matcher(text).results())
        .map(found -> TABLES.get(plain(found.group(1))))
        .collect(Collectors.toSet());
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
