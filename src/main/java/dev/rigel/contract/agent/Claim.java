package dev.rigel.contract.agent;

import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Required;

/**
 * A run that an agent has been given.
 *
 * @param token speaks for the run as long as the agent has it: what the agent starts sends it as
 *     its bearer token. Afterwards it writes nothing any more
 */
public record Claim(@Required FlowRunResponse flowRun, @Required String token) {}
