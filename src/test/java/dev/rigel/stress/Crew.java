package dev.rigel.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Four agents of each kind; for one that dies another one comes, at the other server. */
final class Crew {
  private static final List<Duty> DUTIES =
      List.of(
          new Duty(List.of("alpha-1", "beta-1"), List.of(), 3),
          new Duty(List.of(), List.of("beta-"), 2),
          new Duty(List.of("beta-2", "alpha-2", "alpha-1"), List.of(), 1),
          new Duty(List.of("alpha-2"), List.of("beta-", "alpha-"), 4));

  private final Arena arena;
  private final Ledger ledger;
  private final long seed;
  private final List<Colleague> natives = new ArrayList<>();
  private final List<Colleague> stocks = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private int count;

  Crew(Arena arena, Ledger ledger, long seed) {
    this.arena = arena;
    this.ledger = ledger;
    this.seed = seed;
    for (var duty : DUTIES) {
      var number = ++count;
      var api = arena.api(number);
      stocks.add(begun(new StockAgent("stock-" + number, duty, api, random(), ledger)));
    }
    for (int i = 0; i < DUTIES.size(); i++) {
      natives.add(newcomer(i, i));
    }
  }

  private Random random() {
    return new Random(seed + count);
  }

  private Colleague newcomer(int duty, int server) {
    var name = "native-" + ++count;
    return begun(new NativeAgent(name, DUTIES.get(duty), arena.api(server), random(), ledger));
  }

  private Colleague begun(Colleague agent) {
    var thread = new Thread(agent, agent.name());
    threads.add(thread);
    thread.start();
    return agent;
  }

  /** A native agent that has runs, if there is one; agents that poll have no lease. */
  Colleague busy(Random random) {
    var busy = natives.stream().filter(Colleague::hasRuns).toList();
    return busy.isEmpty() ? null : busy.get(random.nextInt(busy.size()));
  }

  /** It dies, and another one takes its place. */
  void replace(Colleague agent) {
    agent.life.kill();
    var place = natives.indexOf(agent);
    natives.set(place, newcomer(place, place + count));
  }

  /** All take no more runs and end; those that are frozen wake up. */
  void retire() throws InterruptedException {
    stocks.forEach(agent -> agent.life.retire());
    natives.forEach(agent -> agent.life.retire());
    for (var thread : threads) {
      thread.join(120_000);
      if (thread.isAlive()) {
        ledger.trouble(thread.getName() + " does not end");
      }
    }
  }
}
