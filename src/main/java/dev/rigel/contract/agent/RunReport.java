package dev.rigel.contract.agent;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.state.StateProposal;
import java.util.UUID;

/**
 * A state that an agent proposes for a run that it has: CRASHED for one whose process died,
 * CANCELLED for one that it was told to end, SCHEDULED for one that it gives back. Of a run that is
 * no longer its own it does nothing.
 */
public record RunReport(@Required UUID flowRunId, @Required StateProposal proposal) {}
