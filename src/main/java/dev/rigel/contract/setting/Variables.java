package dev.rigel.contract.setting;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ${NAME}} stands for in a path: another setting, or any variable of the source. */
final class Variables {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

  /** Of variables in variables; one that stands for itself must end somewhere. */
  private static final int DEEPEST = 5;

  private final Function<String, Optional<String>> texts;

  Variables(Function<String, Optional<String>> texts) {
    this.texts = texts;
  }

  /** A path with all variables that are known replaced. */
  String in(String path) {
    var replaced = path;
    for (int depth = 0; depth < DEEPEST; depth++) {
      replaced = VARIABLE.matcher(replaced).replaceAll(this::value);
    }
    return replaced;
  }

  private String value(MatchResult variable) {
    var name = variable.group(1);
    var value = texts.apply(name).or(() -> Settings.named(name).flatMap(Setting::usual));
    return Matcher.quoteReplacement(value.orElse(variable.group()));
  }
}
