package dev.rigel.engine.example;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.inject.Inject;
import java.util.logging.Logger;

/** Says something in the log. */
public final class Notice extends AbstractBatchlet {
  private static final Logger LOG = Logger.getLogger("rigel.example");

  @Inject
  @BatchProperty(name = "text")
  String text;

  @Override
  public String process() {
    LOG.info(text);
    return "COMPLETED";
  }
}
