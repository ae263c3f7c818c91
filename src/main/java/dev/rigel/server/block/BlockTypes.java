package dev.rigel.server.block;

import dev.rigel.contract.block.BlockTypeCreate;
import dev.rigel.contract.block.BlockTypeQuery;
import dev.rigel.contract.block.BlockTypeResponse;
import dev.rigel.contract.block.BlockTypeUpdate;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The door to block types; each method is one transaction. */
@ApplicationScoped
@Transactional
class BlockTypes {
  /** Clients tell a protected type by this text. */
  static final String PROTECTED = "protected block types cannot be deleted.";

  @Inject BlockTypeRepository types;
  @Inject Clock clock;

  /** Makes a type; 403 for a name reserved for the reference's own, 409 for a slug in use. */
  public BlockTypeResponse create(BlockTypeCreate type) {
    if (type.name().toLowerCase(Locale.ROOT).startsWith("prefect")) {
      throw Problem.detail(403, "Block type names beginning with 'Prefect' are reserved.");
    }
    if (types.findBySlug(type.slug()).isPresent()) {
      throw Problem.conflict("Block type with name \"" + type.name() + "\" already exists");
    }
    return types.add(new BlockType(type, Times.now(clock))).response();
  }

  /** Reads one; 404. */
  public BlockTypeResponse read(UUID id) {
    return found(id).response();
  }

  /** Reads one by its slug; 404. */
  public BlockTypeResponse readBySlug(String slug) {
    return types.findBySlug(slug).map(BlockType::response).orElseThrow(BlockTypes::unknown);
  }

  /** Changes texts; 404. */
  public void update(UUID id, BlockTypeUpdate update) {
    found(id).change(update, Times.now(clock));
  }

  /** Deletes one with its schemas and documents; 404, 403 for a protected one. */
  public void delete(UUID id) {
    var type = found(id);
    if (type.isProtected()) {
      throw Problem.detail(403, PROTECTED);
    }
    types.delete(type);
  }

  /** Lists types by name. */
  public List<BlockTypeResponse> list(BlockTypeQuery query) {
    return types.list(query).stream().map(BlockType::response).toList();
  }

  private BlockType found(UUID id) {
    return types.find(id).orElseThrow(BlockTypes::unknown);
  }

  static Problem unknown() {
    return Problem.notFound("Block type not found");
  }
}
