package dev.rigel.contract.deployment;

/** Order of a listing; those that are alike go by id, in the same direction. */
public enum DeploymentSort {
  /** By name, ascending. */
  NAME_ASC,
  /** By name, descending. */
  NAME_DESC,
  /** By created, descending. */
  CREATED_DESC,
  /** By updated, descending. */
  UPDATED_DESC
}
