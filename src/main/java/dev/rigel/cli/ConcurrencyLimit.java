package dev.rigel.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many runs may be active at once: 0 or more; 0 lets none start. */
final class ConcurrencyLimit implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    try {
      var limit = Integer.valueOf(text);
      if (limit >= 0) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a valid integer.");
    }
    throw new TypeConversionException("'" + text + "' is no limit; give a whole number from 0 on.");
  }
}
