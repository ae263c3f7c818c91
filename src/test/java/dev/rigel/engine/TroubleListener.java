package dev.rigel.engine;

import jakarta.batch.api.listener.AbstractJobListener;

/** Cannot be made: its class fails to initialise. */
public class TroubleListener extends AbstractJobListener {
  static final int LIMIT = Integer.parseInt("many");
}
