package dev.rigel.contract.setting;

/** Who reads a setting. */
public enum Program {
  /** A Rigel server, from its environment or MicroProfile Config. */
  SERVER,
  /** The command line, agents and the engine, from their environment or a profile. */
  CLIENTS,
  /** Prefect's Python in the process of a run: the setting is only handed on to it. */
  FLOWS
}
