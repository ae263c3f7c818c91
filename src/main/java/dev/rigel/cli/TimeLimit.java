package dev.rigel.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long something may take, in whole seconds: 1 or more. */
final class TimeLimit implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    try {
      var seconds = Integer.valueOf(text);
      if (seconds >= 1) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a valid integer.");
    }
    throw new TypeConversionException("'" + text + "' is no time limit; give seconds, 1 or more.");
  }
}
