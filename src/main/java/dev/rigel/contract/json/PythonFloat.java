package dev.rigel.contract.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.stream.Stream;

/** Numbers as Python's {@code repr} writes a float. */
public final class PythonFloat {
  private PythonFloat() {}

  /**
   * The shortest text that reads back as the same number, {@code 1e+16}, {@code 1e-07} or {@code
   * 1.5}; {@code nan}, {@code inf} and {@code -inf}.
   */
  public static String repr(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    var decimal = shortest(number);
    var exponent = decimal.precision() - decimal.scale() - 1;
    return exponent < -4 || exponent >= 16
        ? scientific(decimal, exponent)
        : plain(decimal.toPlainString());
  }

  /** {@link Double#toString} is not always the shortest before Java 19. */
  private static BigDecimal shortest(double number) {
    var exact = new BigDecimal(number);
    for (int digits = 1; digits < 17; digits++) {
      var context = digits;
      var nearest =
          Stream.of(RoundingMode.DOWN, RoundingMode.UP)
              .map(mode -> exact.round(new MathContext(context, mode)))
              .filter(candidate -> candidate.doubleValue() == number)
              .min((a, b) -> distance(a, exact).compareTo(distance(b, exact)));
      if (nearest.isPresent()) {
        return nearest.get().stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  private static BigDecimal distance(BigDecimal a, BigDecimal b) {
    return a.subtract(b).abs();
  }

  private static String plain(String text) {
    return text.contains(".") ? text : text + ".0";
  }

  private static String scientific(BigDecimal decimal, int exponent) {
    var digits = decimal.unscaledValue().abs().toString();
    return (decimal.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
