package dev.rigel.contract.deployment;

/** Order of a listing; ties fall as the database likes. */
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
