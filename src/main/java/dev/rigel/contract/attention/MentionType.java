package dev.rigel.contract.attention;

/** What sort of thing is mentioned. */
public enum MentionType {
  work_queue,
  deployment,
  flow,
  flow_run,
  agent,
  notification_policy,
  block_document
}
