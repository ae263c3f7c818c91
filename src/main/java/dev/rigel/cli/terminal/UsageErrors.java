package dev.rigel.cli.terminal;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.UUID;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a frame on stderr what of a command line was not understood. Exit status 2. */
public final class UsageErrors implements IParameterExceptionHandler {
  private static final int NOT_UNDERSTOOD = 2;

  private final Terminal terminal;
  private final PrintStream err;

  public UsageErrors(Terminal terminal, PrintStream err) {
    this.terminal = terminal;
    this.err = err;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    var command = e.getCommandLine().getCommandSpec();
    var name = command.qualifiedName();
    err.println("Usage: " + name + synopsis(command));
    err.println("Try '" + name + " --help' for help.");
    var inner = terminal.columns() - 4;
    err.println("╭─ Error " + "─".repeat(Math.max(0, inner - 6)) + "╮");
    for (var line : Wrap.lines(message(e, command), inner)) {
      err.println("│ " + line + " ".repeat(Math.max(0, inner - Widths.of(line))) + " │");
    }
    err.println("╰" + "─".repeat(inner + 2) + "╯");
    return NOT_UNDERSTOOD;
  }

  private static String synopsis(CommandSpec command) {
    if (!command.subcommands().isEmpty()) {
      return " [OPTIONS] COMMAND [ARGS]...";
    }
    var synopsis = new StringBuilder(" [OPTIONS]");
    for (var argument : command.positionalParameters()) {
      var label = argument.arity().min() > 0 ? argument.paramLabel() : optional(argument);
      synopsis.append(' ').append(label).append(argument.arity().max() > 1 ? "..." : "");
    }
    return synopsis.toString();
  }

  private static String optional(ArgSpec argument) {
    return "[" + argument.paramLabel() + "]";
  }

  private static String message(ParameterException e, CommandSpec command) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, command);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing.getMissing().get(0));
    }
    return e.getArgSpec() == null ? words(e) : unfit(e);
  }

  private static String unmatched(UnmatchedArgumentException e, CommandSpec command) {
    var word = e.getUnmatched().get(0);
    if (word.startsWith("-")) {
      return "No such option: " + word;
    }
    return command.subcommands().isEmpty()
        ? "Got unexpected extra argument (" + word + ")"
        : "No such command '" + word + "'.";
  }

  private static String missing(ArgSpec argument) {
    return argument instanceof PositionalParamSpec
        ? "Missing argument '" + argument.paramLabel() + "'."
        : "Option " + name(argument) + " requires an argument.";
  }

  private static String unfit(ParameterException e) {
    var value = e.getValue();
    if (value == null && e.getCause() == null) {
      return words(e);
    }
    return "Invalid value for %s: %s"
        .formatted(name(e.getArgSpec()), reason(e.getArgSpec(), value, e));
  }

  private static String reason(ArgSpec argument, String value, ParameterException e) {
    if (argument.converters().length > 0 && e.getCause() instanceof TypeConversionException own) {
      return words(own);
    }
    var type = argument.auxiliaryTypes()[0];
    if (type == UUID.class) {
      return "'%s' is not a valid UUID.".formatted(value);
    }
    if (type == int.class || type == Integer.class) {
      return "'%s' is not a valid integer.".formatted(value);
    }
    if (type.isEnum()) {
      var names =
          Arrays.stream(type.getEnumConstants()).map(c -> "'" + c + "'").collect(joining(", "));
      return "'%s' is not one of %s.".formatted(value, names);
    }
    return words(e);
  }

  private static String words(Exception e) {
    return String.valueOf(e.getMessage());
  }

  private static String name(ArgSpec argument) {
    if (argument.isOption()) {
      var names = ((OptionSpec) argument).names();
      return "'" + String.join("' / '", names) + "'";
    }
    return "'" + argument.paramLabel() + "'";
  }
}
