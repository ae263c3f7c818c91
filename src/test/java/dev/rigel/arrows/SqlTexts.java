package dev.rigel.arrows;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts in a class: its constants, those of its annotations, and what it glues together at run
 * time, as its class file has them.
 */
record SqlTexts(List<String> texts) {
  private static final String NAME =
      SqlRules.TABLES.values().stream()
          .flatMap(Set::stream)
          .collect(Collectors.joining("|", "(", ")\\b"));

  private static final String TABLE =
      "(?:\\s|/\\*.*?\\*/)+(?:only\\s+|table\\s+)?\\(*(?:public\\.)?\"?" + NAME;

  /** What is read or written; and what stands alone with its alias, a piece of a statement. */
  private static final Pattern MENTION =
      pattern("\\b(?:from|join|into|using|truncate|lock|(?<!for )update|exists)" + TABLE);

  private static final Pattern SECOND_OF_A_LIST = pattern("\\bfrom\\s+\\w+(?:\\s+\\w+)?," + TABLE);

  private static final Pattern WRITING =
      pattern(
          "\\b(?:insert\\s+into|merge\\s+into|delete\\s+from|truncate|(?<!for )update)" + TABLE);

  private static final Pattern PIECE = pattern("^" + NAME + " \\w{1,2}$");

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
    var writing = tables(WRITING);
    return Stream.of(MENTION, SECOND_OF_A_LIST, PIECE)
        .flatMap(pattern -> tables(pattern).stream())
        .map(table -> new Mention(table, writing.contains(table)))
        .collect(Collectors.toSet());
  }

  private Set<String> tables(Pattern pattern) {
    return texts.stream()
        .flatMap(text -> pattern.matcher(text).results())
        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
