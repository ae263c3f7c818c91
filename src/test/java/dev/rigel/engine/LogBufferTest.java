package dev.rigel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogBufferTest {
  private static final int INFO = 20;
  private static final int ERROR = 40;

  /** Room for ten lines of nine characters. */
  private final LogBuffer buffer = new LogBuffer(10 * (LogBuffer.LINE_OVERHEAD + 9));

  @Test
  void what_matters_survives_and_each_gap_says_how_many_are_missing() {
    add(INFO, 4);
    buffer.add(line(ERROR, "the error"));
    add(INFO, 1_000);
    buffer.add(line(ERROR, "its trace"));

    assertThat(messages())
        .containsExactly(
            "4 log records are missing here: the API took them too slowly",
            "the error",
            "992 log records are missing here: the API took them too slowly",
            "line  992",
            "line  993",
            "line  994",
            "line  995",
            "line  996",
            "line  997",
            "line  998",
            "line  999",
            "its trace");
  }

  @Test
  void a_flood_of_errors_keeps_the_last_and_no_small_line_displaces_one() {
    for (var i = 0; i < 100; i++) {
      buffer.add(line(ERROR, String.format("error %3d", i)));
    }
    add(INFO, 3);

    assertThat(messages())
        .startsWith("90 log records are missing here: the API took them too slowly", "error  90")
        .endsWith("error  99", "3 log records are missing here: the API took them too slowly");
  }

  @Test
  void it_is_bounded_by_characters() {
    var large = new LogBuffer(1_000_000);

    IntStream.range(0, 50).forEach(i -> large.add(line(INFO, "x".repeat(100_000))));

    assertThat(large.peek(large.mark(), 1_000, Integer.MAX_VALUE).lines()).hasSize(10);
  }

  @Test
  void a_line_larger_than_the_buffer_is_kept_alone() {
    buffer.add(line(INFO, "line    0"));
    buffer.add(line(INFO, "x".repeat(5_000)));

    assertThat(messages())
        .containsExactly(
            "1 log record is missing here: the API took them too slowly", "x".repeat(5_000));
  }

  @Test
  void what_is_being_sent_is_not_dropped_and_not_counted_as_missing() {
    add(INFO, 10);
    var sending = buffer.peek(buffer.mark(), 4, 10_000);
    add(INFO, 8);
    buffer.remove(sending);

    assertThat(sending.lines()).hasSize(4);
    assertThat(messages())
        .startsWith("8 log records are missing here: the API took them too slowly")
        .hasSize(1 + 6);
  }

  @Test
  void what_is_stored_is_forgotten_when_a_later_batch_fails_and_it_fills_up() {
    add(INFO, 6);
    buffer.remove(buffer.peek(buffer.mark(), 10, 10_000));
    add(INFO, 4);
    buffer.peek(buffer.mark(), 10, 10_000);
    buffer.add(line(ERROR, "the error"));
    add(INFO, 20);
    buffer.takingFailed();

    add(INFO, 20);

    assertThat(messages())
        .startsWith("4 log records are missing here: the API took them too slowly", "the error")
        .endsWith("line   19");
  }

  @Test
  void only_what_came_before_the_mark_is_looked_at() {
    buffer.add(line(INFO, "before"));
    var mark = buffer.mark();
    buffer.add(line(INFO, "after"));

    var batch = buffer.peek(mark, 10, 1_000);
    assertThat(batch.lines()).extracting(RunLogs.Line::message).containsExactly("before");

    buffer.remove(batch);
    assertThat(messages()).containsExactly("after");
  }

  @Test
  void who_writes_waits_while_lines_are_taken() {
    var wakes = new AtomicInteger();
    buffer.beginTaking(wakes::incrementAndGet);
    var writer =
        CompletableFuture.supplyAsync(
            () -> {
              add(INFO, 100);
              return Thread.currentThread();
            });

    var taken = new AtomicInteger();
    await()
        .until(
            () -> {
              var batch = buffer.peek(buffer.mark(), 3, 10_000);
              buffer.remove(batch);
              return taken.addAndGet(batch.lines().size()) == 100;
            });

    assertThat(writer).isCompleted();
    assertThat(wakes).hasPositiveValue();
  }

  @Test
  void nobody_waits_for_one_that_takes_no_lines() {
    buffer.beginTaking(() -> {});
    buffer.takingFailed();

    var writer = CompletableFuture.runAsync(() -> add(INFO, 10_000));

    await().until(writer::isDone);
    assertThat(messages())
        .startsWith("9990 log records are missing here: the API took them too slowly");
  }

  @Test
  void the_one_that_takes_never_waits_for_itself() {
    buffer.beginTaking(() -> {});

    add(INFO, 11);

    assertThat(messages()).startsWith("1 log record is missing here: the API took them too slowly");
  }

  private void add(int level, int count) {
    IntStream.range(0, count).forEach(i -> buffer.add(line(level, String.format("line %4d", i))));
  }

  private List<String> messages() {
    return buffer.peek(buffer.mark(), 10_000, Integer.MAX_VALUE).lines().stream()
        .map(RunLogs.Line::message)
        .toList();
  }

  private static RunLogs.Line line(int level, String message) {
    return new RunLogs.Line(Instant.EPOCH, "org.example", level, message, 0);
  }
}
