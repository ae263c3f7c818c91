package dev.rigel.contract.block;

import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A block type that Rigel brings along, with its schema, so that server and clients register the
 * very same one. The definitions are JSON files beside this class. Those of version 2.6.9 are the
 * types of that Prefect release: their {@code fields} are what its classes report ({@code
 * Block.schema()}, read from the package prefect 2.6.9), because clients look schemas up by a
 * checksum of every word in them.
 *
 * @param type name, slug and texts
 * @param isProtected whether type and schema may not be deleted
 * @param version of the schema
 * @param capabilities of the schema, for example {@code run-infrastructure}
 * @param checksum of the fields, as clients compute it too
 * @param fields JSON schema of the documents' data
 */
public record BlockDefinition(
    BlockTypeCreate type,
    boolean isProtected,
    String version,
    List<String> capabilities,
    String checksum,
    Map<String, Object> fields) {

  /** Any command as a child process; as in Prefect 2.6.9. */
  public static final String PROCESS = "process";

  /** A Jakarta Batch job; Rigel's own. */
  public static final String BATCH_JOB = "batch-job";

  /** A directory; as in Prefect 2.6.9. */
  public static final String LOCAL_FILE_SYSTEM = "local-file-system";

  /** Notifications to an incoming webhook of Slack; as in Prefect 2.6.9. */
  public static final String SLACK_WEBHOOK = "slack-webhook";

  /** Notifications as JSON to any URL; Rigel's own. */
  public static final String WEBHOOK = "webhook";

  /** Notifications as e-mail; Rigel's own. */
  public static final String EMAIL = "email";

  /** Slugs of all definitions, in the order in which the server registers them. */
  public static final List<String> SLUGS =
      List.of(
          "json",
          "date-time",
          "secret",
          LOCAL_FILE_SYSTEM,
          PROCESS,
          BATCH_JOB,
          SLACK_WEBHOOK,
          WEBHOOK,
          EMAIL);

  /**
   * The definition of a slug.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static BlockDefinition of(String slug) {
    try (var in = BlockDefinition.class.getResourceAsStream(slug + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("no block definition for " + slug);
      }
      return Json.mapper().readValue(in, BlockDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the block definition of " + slug, e);
    }
  }

  /** The schema as it is sent to a server that does not have it yet, for a type known there. */
  public BlockSchemaCreate schema(UUID blockTypeId) {
    return new BlockSchemaCreate(fields, blockTypeId, capabilities, version);
  }
}
