package dev.rigel.server.state;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.server.database.Columns;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** JSON columns of runs and states. */
public final class StateColumns {
  private StateColumns() {}

  /** Details of a state. */
  @Converter
  public static class Details implements AttributeConverter<StateDetails, String> {
    private static final TypeReference<StateDetails> TYPE = new TypeReference<>() {};

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable StateDetails details) {
      return details == null ? null : Columns.json(details);
    }

    @Override
    public @Nullable StateDetails convertToEntityAttribute(@Nullable String column) {
      return Columns.parseOrNull(column, TYPE);
    }
  }

  /** How often a run is tried again. */
  @Converter
  public static class Policy implements AttributeConverter<EmpiricalPolicy, String> {
    private static final TypeReference<EmpiricalPolicy> TYPE = new TypeReference<>() {};

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable EmpiricalPolicy policy) {
      return policy == null ? null : Columns.json(policy);
    }

    @Override
    public @Nullable EmpiricalPolicy convertToEntityAttribute(@Nullable String column) {
      return Columns.parseOrNull(column, TYPE);
    }
  }
}
