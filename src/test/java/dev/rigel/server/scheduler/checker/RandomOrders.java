package dev.rigel.server.scheduler.checker;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Orders at random for a handful of deployments, whose dates are seconds apart. The busy ones
 * change every other second, so their runs are mostly planted by changes; the calm ones reign for
 * longer than runs are planted ahead, so theirs are planted by passes.
 */
final class RandomOrders {
  private static final int BUSY = 6;
  private static final int CALM = 6;

  /** One in so many orders is for a calm one: each of them gets one a minute. */
  private static final int CALMNESS = 33;

  private static final List<String> ZONES =
      List.of("UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/London");

  /** Some are likelier than others. */
  private static final List<Order.Kind> KINDS =
      List.of(
          Order.Kind.APPLY,
          Order.Kind.APPLY,
          Order.Kind.APPLY,
          Order.Kind.CHANGE,
          Order.Kind.CHANGE,
          Order.Kind.TOUCH,
          Order.Kind.PAUSE,
          Order.Kind.RESUME,
          Order.Kind.RESUME,
          Order.Kind.DELETE,
          Order.Kind.BACKFILL);

  private final Random random;
  private final List<Findings.Asked> asked = new ArrayList<>();
  private final List<Integer> applications = new ArrayList<>();
  private int count;

  RandomOrders(Random random) {
    this.random = random;
  }

  /** The next one. */
  Order next(OffsetDateTime now) {
    var number = ++count;
    var isNew = number <= BUSY + CALM;
    var kind = isNew ? Order.Kind.APPLY : KINDS.get(random.nextInt(KINDS.size()));
    var name = "d" + (isNew ? number - 1 : deployment());
    if (kind == Order.Kind.APPLY) {
      applications.add(number);
    }
    if (kind != Order.Kind.BACKFILL) {
      return new Order(number, kind, name, schedule(now), null, null);
    }
    var from = random.nextBoolean() ? now.minusSeconds(15) : now.plusSeconds(30);
    var asking = new Findings.Asked(from, from.plusSeconds(12));
    asked.add(asking);
    return new Order(number, kind, name, null, asking.from(), asking.to());
  }

  private int deployment() {
    return random.nextInt(CALMNESS) == 0 ? BUSY + random.nextInt(CALM) : random.nextInt(BUSY);
  }

  private String schedule(OffsetDateTime now) {
    var zone = ZONES.get(random.nextInt(ZONES.size()));
    var seconds = 1 + random.nextInt(7);
    var written =
        switch (random.nextInt(4)) {
          case 0 ->
              "\"interval\": "
                  + seconds
                  + ", \"anchor_date\": \""
                  + now.plusNanos(random.nextInt(1_000) * 1_000_000L)
                  + "\"";
          case 1 -> "\"interval\": 0.25, \"anchor_date\": \"" + now.minusDays(200) + "\"";
          case 2 -> "\"cron\": \"* * * * * */" + seconds + "\"";
          default ->
              "\"rrule\": \"DTSTART:20221105T000000\\nRRULE:FREQ=SECONDLY;INTERVAL="
                  + seconds
                  + "\"";
        };
    return "{" + written + ", \"timezone\": \"" + zone + "\"}";
  }

  /** Spans that were to be planted. */
  List<Findings.Asked> asked() {
    return asked;
  }

  /** Numbers of the orders that, once answered, leave a version behind for certain. */
  List<Integer> applications() {
    return applications;
  }

  int count() {
    return count;
  }
}
