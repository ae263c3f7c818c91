package dev.rigel.server.query;

import static dev.rigel.contract.setting.Settings.DEFAULT_LIMIT;

import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.query.Page;
import dev.rigel.server.database.Slice;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a list that a caller asks for; 422 where it is out of range. */
@ApplicationScoped
public class Paging {
  @Inject ServerSettings settings;

  /** What a page asks for. */
  public Slice of(Page page) {
    return new Slice(limit(page.limit()), offset(page.offset()));
  }

  /** How many rows; as many as the settings allow where nothing is asked for. */
  public int limit(@Nullable Integer asked) {
    var most = settings.get(DEFAULT_LIMIT);
    var limit = asked == null ? most : asked;
    if (limit > most) {
      throw Problem.invalid("Invalid limit: must be less than or equal to " + most + ".");
    }
    if (limit < 0) {
      throw Problem.invalid("Invalid limit: must be greater than or equal to 0.");
    }
    return limit;
  }

  /** How many rows to skip; none where nothing is asked for. */
  public static int offset(@Nullable Integer asked) {
    if (asked != null && asked < 0) {
      var error =
          new FieldError(
              List.of("body", "offset"),
              "ensure this value is greater than or equal to 0",
              "value_error.number.not_ge",
              Map.of("limit_value", 0));
      throw Problem.invalid(List.of(error), null);
    }
    return asked == null ? 0 : asked;
  }
}
