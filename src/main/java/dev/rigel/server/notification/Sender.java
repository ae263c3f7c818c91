package dev.rigel.server.notification;

import java.util.List;
import java.util.Map;

/** A way to tell somebody something, as a block document describes it. */
interface Sender {

  /** The slugs of the block types whose documents it understands. */
  List<String> slugs();

  /**
   * Sends a message, within a minute; called outside of transactions.
   *
   * @param data of the block document, secrets included
   * @throws NotSent if it did not arrive, as far as one can know
   */
  void send(Map<String, Object> data, Message message) throws NotSent;
}
