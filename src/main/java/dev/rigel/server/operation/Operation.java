package dev.rigel.server.operation;

import dev.rigel.contract.operation.BulkAction;
import dev.rigel.contract.operation.OperationResponse;
import dev.rigel.contract.operation.OperationResponseBuilder;
import dev.rigel.contract.operation.OperationState;
import dev.rigel.contract.operation.RefusedRun;
import dev.rigel.server.database.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** An action that goes on for many runs. */
record Operation(
    UUID id,
    OffsetDateTime created,
    OffsetDateTime updated,
    Action action,
    OperationState state,
    int matched,
    int done,
    int refused) {

  /** Of the columns in the order of the table. */
  static Operation of(Row row) {
    return new Operation(
        row.id(0),
        row.time(1),
        row.time(2),
        new Action(BulkAction.valueOf(row.text(3)), row.is(4), row.is(5), row.text(6)),
        OperationState.valueOf(row.text(7)),
        row.number(8).intValue(),
        row.number(9).intValue(),
        row.number(10).intValue());
  }

  OperationResponse response(List<RefusedRun> refusals) {
    return OperationResponseBuilder.builder()
        .id(id)
        .created(created)
        .updated(updated)
        .action(action.type())
        .state(state)
        .matched(matched)
        .done(done)
        .refused(refused)
        .refusals(refusals)
        .build();
  }
}
