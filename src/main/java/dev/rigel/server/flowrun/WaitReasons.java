package dev.rigel.server.flowrun;

import dev.rigel.contract.flowrun.WaitReason;
import java.util.List;
import java.util.UUID;

/** Knows why runs wait; that takes queues and agents, of which runs know nothing. */
public interface WaitReasons {

  /** Why a run does not go on; 404. */
  List<WaitReason> of(UUID flowRunId);
}
