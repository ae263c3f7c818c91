package dev.rigel.engine;

import dev.rigel.contract.log.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one run that are not stored yet, bounded by their characters. When it is full, who
 * writes waits a little for as long as lines are being taken; after that, or while none are, the
 * oldest lines below WARNING make room, and a notice stands in the place of each gap. Lines of
 * WARNING and above go last.
 */
final class LogBuffer {
  /** What a line costs beside its text: the objects around it, in characters. */
  static final int LINE_OVERHEAD = 100;

  /**
   * A busy server may take some seconds for a batch of 1,000 lines. Longer, and a server that hangs
   * would hold up the job; after a wait in vain nobody waits until a batch is stored again.
   */
  static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final int capacity;
  private final TreeMap<Long, Entry> entries = new TreeMap<>();

  /** The numbers of the lines below WARNING that are in here. */
  private final NavigableSet<Long> minor = new TreeSet<>();

  private long next;
  private long takenBefore;
  private int size;
  private boolean isTaken;
  private @Nullable Thread taker;
  private Runnable halfFull = () -> {};

  /** A line, or how many were dropped between its neighbours. */
  private record Entry(RunLogs.Line line, int dropped) {}

  /** Lines that were looked at and not removed yet, in order. */
  record Batch(List<RunLogs.Line> lines, long end) {}

  /**
   * A buffer.
   *
   * @param capacity characters, with {@value #LINE_OVERHEAD} a line on top of its text
   */
  LogBuffer(int capacity) {
    this.capacity = capacity;
  }

  /** 8,000,000 characters, and at most one for each 40 bytes of heap. */
  static int sensibleCapacity() {
    return (int) Math.min(8_000_000, Runtime.getRuntime().maxMemory() / 40);
  }

  /**
   * From now on the calling thread takes lines; it never waits for room itself.
   *
   * @param whenHalfFull is called by those who write, once each time that the buffer gets half full
   */
  synchronized void beginTaking(Runnable whenHalfFull) {
    taker = Thread.currentThread();
    halfFull = whenHalfFull;
    isTaken = true;
  }

  /** From now on no thread takes lines, so none waits for room either. */
  synchronized void endTaking() {
    taker = null;
    halfFull = () -> {};
    takingFailed();
  }

  /** The batch that was looked at last could not be stored; until one is, none waits for room. */
  synchronized void takingFailed() {
    isTaken = false;
    takenBefore = 0;
    notifyAll();
  }

  void add(RunLogs.Line line) {
    var wake = put(line);
    // outside of the lock: it is somebody else's code
    wake.run();
  }

  private synchronized Runnable put(RunLogs.Line line) {
    awaitRoom(cost(line));
    var wasBelowHalf = size < capacity / 2;
    if (makeRoom(line)) {
      var number = next++;
      entries.put(number, new Entry(line, 0));
      if (line.level() < LogLevel.WARNING) {
        minor.add(number);
      }
      size += cost(line);
    } else {
      noteDropped(next++, line);
    }
    return wasBelowHalf && isHalfFull() ? halfFull : () -> {};
  }

  private void awaitRoom(int cost) {
    var deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
    while (isTaken && Thread.currentThread() != taker && size + cost > capacity && size > 0) {
      var left = deadline - System.nanoTime();
      if (left <= 0) {
        // the one that takes is stuck; until it gets on, nobody else waits
        isTaken = false;
        return;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Drops the oldest lines that matter less; whether there is room now. */
  private boolean makeRoom(RunLogs.Line line) {
    while (size > 0 && size + cost(line) > capacity) {
      var victim = minor.ceiling(takenBefore);
      if (victim == null) {
        victim = oldestMajor(line);
      }
      if (victim == null) {
        return false;
      }
      minor.remove(victim);
      var dropped = Objects.requireNonNull(entries.remove(victim)).line();
      size -= cost(dropped);
      noteDropped(victim, dropped);
    }
    return true;
  }

  /** Only a line that matters as much displaces one of WARNING and above. */
  private @Nullable Long oldestMajor(RunLogs.Line line) {
    if (line.level() < LogLevel.WARNING) {
      return null;
    }
    return entries.tailMap(takenBefore).entrySet().stream()
        .filter(entry -> entry.getValue().dropped() == 0)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /** Gaps beside each other are one; a gap takes the time of its first line. */
  private void noteDropped(long number, RunLogs.Line line) {
    var before = entries.lowerEntry(number);
    var after = entries.higherEntry(number);
    if (before != null && before.getKey() >= takenBefore && before.getValue().dropped() > 0) {
      entries.put(before.getKey(), gap(before.getValue().line(), before.getValue().dropped() + 1));
    } else if (after != null && after.getValue().dropped() > 0) {
      entries.remove(after.getKey());
      entries.put(number, gap(line, after.getValue().dropped() + 1));
    } else {
      entries.put(number, gap(line, 1));
    }
  }

  private static Entry gap(RunLogs.Line first, int dropped) {
    return new Entry(first.notice(""), dropped);
  }

  private static int cost(RunLogs.Line line) {
    return line.message().length() + LINE_OVERHEAD;
  }

  synchronized boolean isHalfFull() {
    return size >= capacity / 2;
  }

  /** The end of what is in here now. */
  synchronized long mark() {
    return next;
  }

  /**
   * The oldest lines before a mark, gaps as notices. They stay until {@link #remove}.
   *
   * @return an empty batch if there are none
   */
  synchronized Batch peek(long mark, int mostLines, int mostCharacters) {
    var lines = new ArrayList<RunLogs.Line>();
    var characters = 0;
    var end = mark;
    for (var entry : entries.headMap(mark).entrySet()) {
      var line = shown(entry.getValue());
      characters += line.message().length();
      if (!lines.isEmpty() && (lines.size() == mostLines || characters > mostCharacters)) {
        end = entry.getKey();
        break;
      }
      lines.add(line);
    }
    takenBefore = end;
    return new Batch(lines, end);
  }

  /** Forgets a batch that is stored. */
  synchronized void remove(Batch batch) {
    var done = entries.headMap(batch.end());
    done.values().stream()
        .filter(entry -> entry.dropped() == 0)
        .forEach(entry -> size -= cost(entry.line()));
    done.clear();
    minor.headSet(batch.end()).clear();
    isTaken = taker != null;
    notifyAll();
  }

  private static RunLogs.Line shown(Entry entry) {
    var dropped = entry.dropped();
    var records = dropped == 1 ? "1 log record is" : dropped + " log records are";
    return dropped == 0
        ? entry.line()
        : entry.line().notice(records + " missing here: the API took them too slowly");
  }
}
