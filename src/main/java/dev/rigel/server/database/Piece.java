package dev.rigel.server.database;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.List;

/**
 * SQL that takes the place of a name in a statement, with its arguments in the order of its
 * question marks. Texts of users only ever are arguments.
 */
public interface Piece {
  /** The text; a question mark stands for an argument and for nothing else. */
  String sql();

  /** What the question marks stand for; a collection stands for its values, as in a statement. */
  List<?> arguments();

  /** A text that the compiler knows, such as an order. */
  static Piece of(@CompileTimeConstant String sql) {
    return new Made(sql, List.of());
  }

  /** One that was put together. */
  record Made(String sql, List<?> arguments) implements Piece {}
}
