package dev.rigel.server.deployment;

import dev.harrel.jsonschema.Draft7EvaluatorFactory;
import dev.harrel.jsonschema.EvaluationContext;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaParsingContext;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * The keywords of draft 7, with an end to the work of one check: whoever makes a deployment writes
 * its schema, which may go round in circles or hold a pattern that takes for ever. And a reference
 * to a stored block stands for what the block holds. Of one check only.
 */
final class BoundedKeywords implements EvaluatorFactory {
  /** The check of 1,000 parameters with 10 keywords each takes a tenth of it. */
  private static final int MOST_STEPS = 100_000;

  /** Characters that patterns look at, some of them many times. */
  private static final int MOST_CHARACTERS = 5_000_000;

  /** Values within values, each with a few keywords on the way. */
  private static final int DEEPEST = 400;

  private static final String BLOCK = "block_type_slug";
  private static final String REFERENCE = "$ref";

  private final EvaluatorFactory keywords = new Draft7EvaluatorFactory();
  private int steps;
  private int depth;
  private int characters;

  /** The check takes too much work. */
  static final class TooMuchWork extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuchWork() {
      super("it takes too much work", null, false, false);
    }
  }

  @Override
  public Optional<Evaluator> create(SchemaParsingContext schema, String keyword, JsonNode value) {
    var isOfBlock = schema.getCurrentSchemaObject().containsKey(BLOCK);
    return own(schema, keyword, value)
        .or(() -> keywords.create(schema, keyword, value))
        .map(evaluator -> new Counted(evaluator, isOfBlock));
  }

  private Optional<Evaluator> own(SchemaParsingContext schema, String keyword, JsonNode value) {
    try {
      if (keyword.equals("pattern") && value.isString()) {
        return Optional.of(pattern(Pattern.compile(value.asString())));
      }
      if (keyword.equals("patternProperties") && value.isObject()) {
        return Optional.of(
            patterns(
                value.asObject().entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            entry -> Pattern.compile(entry.getKey()),
                            entry -> schema.getAbsoluteUri(entry.getValue())))));
      }
    } catch (PatternSyntaxException e) {
      // of another dialect: as it cannot be read, it refuses nothing
      return Optional.of((context, node) -> Evaluator.Result.success());
    }
    return Optional.empty();
  }

  private Evaluator pattern(Pattern pattern) {
    return (context, node) ->
        !node.isString() || finds(pattern, node.asString())
            ? Evaluator.Result.success()
            : Evaluator.Result.failure("");
  }

  private Evaluator patterns(Map<Pattern, String> schemas) {
    return (context, node) -> {
      if (!node.isObject()) {
        return Evaluator.Result.success();
      }
      var isFine = true;
      Set<String> known = new HashSet<>();
      for (var property : node.asObject().entrySet()) {
        for (var schema : schemas.entrySet()) {
          if (finds(schema.getKey(), property.getKey())) {
            known.add(property.getKey());
            isFine &= context.resolveInternalRefAndValidate(schema.getValue(), property.getValue());
          }
        }
      }
      return isFine ? Evaluator.Result.success(known) : Evaluator.Result.failure();
    };
  }

  private boolean finds(Pattern pattern, String text) {
    try {
      return pattern.matcher(new CountedText(text)).find();
    } catch (StackOverflowError e) {
      // a repeated group takes a frame for each repetition
      throw new TooMuchWork();
    }
  }

  private final class Counted implements Evaluator {
    private final Evaluator evaluator;
    private final boolean isOfBlock;

    Counted(Evaluator evaluator, boolean isOfBlock) {
      this.evaluator = evaluator;
      this.isOfBlock = isOfBlock;
    }

    @Override
    public Result evaluate(EvaluationContext context, JsonNode node) {
      if (isOfBlock && node.isObject() && node.asObject().containsKey(REFERENCE)) {
        return Result.success();
      }
      if (++steps > MOST_STEPS || ++depth > DEEPEST) {
        throw new TooMuchWork();
      }
      var result = evaluator.evaluate(context, node);
      depth--;
      return result;
    }

    @Override
    public int getOrder() {
      return evaluator.getOrder();
    }
  }

  /** A text that counts how often a character of it is looked at. */
  private final class CountedText implements CharSequence {
    private final String text;

    CountedText(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++characters > MOST_CHARACTERS) {
        throw new TooMuchWork();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
