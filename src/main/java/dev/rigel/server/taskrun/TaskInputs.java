package dev.rigel.server.taskrun;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.taskrun.TaskRunInput;
import dev.rigel.server.database.Columns;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task run got, as a JSON column. Public, because EclipseLink instantiates it by reflection.
 */
@Converter
public class TaskInputs implements AttributeConverter<Map<String, List<TaskRunInput>>, String> {
  private static final TypeReference<Map<String, List<TaskRunInput>>> TYPE =
      new TypeReference<>() {};

  @Override
  public @Nullable String convertToDatabaseColumn(
      @Nullable Map<String, List<TaskRunInput>> inputs) {
    try {
      // the element type must be told, else the inputs lose what tells them apart
      return inputs == null ? null : Json.mapper().writerFor(TYPE).writeValueAsString(inputs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Map<String, List<TaskRunInput>> convertToEntityAttribute(
      @Nullable String column) {
    return Columns.parseOrNull(column, TYPE);
  }
}
