package dev.rigel.server.attention;

import static dev.rigel.contract.attention.MentionType.agent;
import static dev.rigel.contract.attention.MentionType.block_document;
import static dev.rigel.contract.attention.MentionType.deployment;
import static dev.rigel.contract.attention.MentionType.flow;
import static dev.rigel.contract.attention.MentionType.flow_run;
import static dev.rigel.contract.attention.MentionType.notification_policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.MentionType;
import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleFiguresBuilder;
import dev.rigel.contract.attention.TroubleKind;
import dev.rigel.contract.flowrun.WaitKind;
import dev.rigel.contract.flowrun.WaitReasonBuilder;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.server.waiting.WaitingQueue;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule at its bounds. */
class TroubleRulesTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-27T12:00:00Z");
  private static final Duration A_MICROSECOND = Duration.ofNanos(1_000);

  private static Mention a(MentionType type) {
    return Mention.of(type, new UUID(0, type.ordinal()), "a " + type);
  }

  private static <T> Optional<TroubleKind> kind(TroubleRule<T> rule, T thing) {
    return rule.judge(thing, NOON).map(Trouble::kind);
  }

  @Nested
  class Of_queues {
    private final Mention holder = a(flow_run);

    private WaitingQueue queue(QueueCondition condition, int late, OffsetDateTime oldest) {
      return new WaitingQueue(
          new UUID(1, 1), "gpu", condition, late, oldest, 3, 3, 2, List.of(holder));
    }

    @ParameterizedTest
    @CsvSource({
      "full, 1, true, queue_full",
      "full, 0, true,",
      "late, 1, true, queue_late",
      "unserved, 0, true, no_agent",
      "unserved, 7, true, no_agent",
      "unserved, 0, false,",
      "healthy, 0, true,",
      "paused, 7, true,"
    })
    void one_says_what_is_the_matter(
        QueueCondition condition, int late, boolean waits, TroubleKind expected) {
      var queue = queue(condition, late, waits ? NOON.minusMinutes(1) : null);

      var kinds =
          Stream.of(new FullQueue(), new UnservedQueue(), new LateQueue())
              .flatMap(rule -> kind(rule, queue).stream());

      assertThat(kinds.toList()).isEqualTo(Stream.ofNullable(expected).toList());
    }

    @Test
    void a_full_one_names_itself_then_who_has_its_places() {
      var oldest = NOON.minusMinutes(3);
      var queue = queue(QueueCondition.full, 7, oldest);

      var trouble = new FullQueue().judge(queue, NOON).orElseThrow();

      assertThat(trouble.severity()).isEqualTo(Severity.high);
      assertThat(trouble.since()).isEqualTo(oldest);
      assertThat(trouble.ids()).containsExactly(queue.mention(), holder);
      assertThat(trouble.figures())
          .isEqualTo(TroubleFiguresBuilder.builder().late(7).taken(3).limit(3).agents(2).build());
    }
  }

  @Nested
  class A_deployment {
    private Optional<Trouble> judge(int failures, OffsetDateTime bad, OffsetDateTime good) {
      var ends =
          new Ends(a(deployment), a(flow), failures, bad, good, a(flow_run), "Step report failed.");
      return new FailingDeployment().judge(ends, NOON);
    }

    @Test
    void weighs_more_when_it_has_failed_twice_in_a_row() {
      assertThat(judge(1, NOON, null).orElseThrow().severity()).isEqualTo(Severity.medium);
      assertThat(judge(2, NOON, null).orElseThrow().severity()).isEqualTo(Severity.high);
    }

    @Test
    void is_well_again_with_the_first_good_end() {
      assertThat(judge(3, NOON, NOON.minus(A_MICROSECOND))).isPresent();
      assertThat(judge(3, NOON, NOON)).isEmpty();
    }

    @Test
    void is_forgotten_after_a_day_if_it_has_failed_once_else_after_a_week() {
      assertThat(judge(1, NOON.minusDays(1), null)).isPresent();
      assertThat(judge(1, NOON.minusDays(1).minus(A_MICROSECOND), null)).isEmpty();
      assertThat(judge(3, NOON.minusDays(7), null)).isPresent();
      assertThat(judge(3, NOON.minusDays(7).minus(A_MICROSECOND), null)).isEmpty();
    }

    @Test
    void tells_what_the_last_run_said_and_when_all_was_well() {
      var good = NOON.minusDays(1);

      var trouble = judge(3, NOON, good).orElseThrow();

      assertThat(trouble.message()).isEqualTo("Step report failed.");
      assertThat(trouble.figures().count()).isEqualTo(3);
      assertThat(trouble.figures().lastGood()).isEqualTo(good);
      assertThat(trouble.ids()).containsExactly(a(deployment), a(flow), a(flow_run));
    }
  }

  @Nested
  class An_agent {
    private Optional<Trouble> judge(OffsetDateTime heardOf, boolean isReplaced, int runs) {
      var some = Collections.nCopies(Math.min(runs, 5), a(flow_run));
      return new LostAgent()
          .judge(new SilentAgent(new UUID(0, 1), "blue-2", heardOf, isReplaced, runs, some), NOON);
    }

    @Test
    void is_missed_for_a_day() {
      assertThat(judge(NOON.minusDays(1), false, 0)).isPresent();
      assertThat(judge(NOON.minusDays(1).minus(A_MICROSECOND), false, 0)).isEmpty();
    }

    @Test
    void is_not_missed_where_another_of_its_name_has_come() {
      assertThat(judge(NOON, true, 3)).isEmpty();
    }

    @Test
    void is_missed_more_if_it_had_runs() {
      assertThat(judge(NOON, false, 0).orElseThrow().severity()).isEqualTo(Severity.medium);
      var trouble = judge(NOON, false, 7).orElseThrow();
      assertThat(trouble.severity()).isEqualTo(Severity.high);
      assertThat(trouble.figures().count()).isEqualTo(7);
      assertThat(trouble.ids()).hasSize(6);
      assertThat(trouble.ids().get(0).type()).isEqualTo(agent);
    }
  }

  @Nested
  class A_run_that_is_running {
    private Optional<Trouble> judge(Duration takes, Duration before, List<Duration> usual) {
      var run = new LongRun(a(flow_run), a(deployment), NOON.minus(takes), before, usual);
      return new OverlongRun().judge(run, NOON);
    }

    /** Of 1 to 20 minutes: 19 minutes are what 19 of 20 do not exceed. */
    private List<Duration> upToMinutes(int most) {
      return IntStream.rangeClosed(1, most).mapToObj(Duration::ofMinutes).toList();
    }

    @Test
    void takes_more_than_three_times_what_19_of_20_take() {
      var bound = Duration.ofMinutes(3 * 19);
      assertThat(judge(bound, Duration.ZERO, upToMinutes(20))).isEmpty();
      var trouble = judge(bound.plus(A_MICROSECOND), Duration.ZERO, upToMinutes(20)).orElseThrow();
      assertThat(trouble.figures().usual()).isEqualTo(Duration.ofMinutes(19));
      assertThat(trouble.since()).isEqualTo(NOON.minus(bound).minus(A_MICROSECOND));
    }

    @Test
    void takes_more_than_five_minutes_however_short_the_others_are() {
      var short_ones = Collections.nCopies(20, Duration.ofMillis(30));
      assertThat(judge(Duration.ofMinutes(5), Duration.ZERO, short_ones)).isEmpty();
      assertThat(judge(Duration.ofMinutes(5).plus(A_MICROSECOND), Duration.ZERO, short_ones))
          .isPresent();
    }

    @Test
    void is_compared_with_five_at_least_and_then_with_the_longest() {
      var hours = Duration.ofHours(9);
      assertThat(judge(hours, Duration.ZERO, upToMinutes(4))).isEmpty();
      assertThat(judge(hours, Duration.ZERO, upToMinutes(5)).orElseThrow().figures().usual())
          .isEqualTo(Duration.ofMinutes(5));
      assertThat(judge(hours, Duration.ZERO, upToMinutes(19)).orElseThrow().figures().usual())
          .isEqualTo(Duration.ofMinutes(19));
    }

    @Test
    void has_run_before_it_was_tried_again() {
      var five = Collections.nCopies(5, Duration.ofSeconds(1));
      assertThat(judge(Duration.ofMinutes(2), Duration.ofMinutes(3), five)).isEmpty();
      var trouble = judge(Duration.ofMinutes(2), Duration.ofMinutes(4), five).orElseThrow();
      assertThat(trouble.since()).isEqualTo(NOON.minusMinutes(6));
    }
  }

  @Nested
  class A_run_that_is_pending {
    private Optional<Trouble> judge(OffsetDateTime since, Optional<Mention> by) {
      return new StuckRun().judge(new PendingRun(a(flow_run), since, by), NOON);
    }

    @Test
    void is_so_for_more_than_five_minutes() {
      assertThat(judge(NOON.minusMinutes(5), Optional.empty())).isEmpty();
      assertThat(judge(NOON.minusMinutes(5).minus(A_MICROSECOND), Optional.empty())).isPresent();
    }

    @Test
    void names_who_has_it_where_that_is_known() {
      var since = NOON.minusHours(1);
      assertThat(judge(since, Optional.empty()).orElseThrow().ids()).containsExactly(a(flow_run));
      assertThat(judge(since, Optional.of(a(agent))).orElseThrow().ids())
          .containsExactly(a(flow_run), a(agent));
    }
  }

  @Nested
  class A_schedule {
    private Optional<Trouble> judge(OffsetDateTime next, boolean isSpent, String problem) {
      return new EndedSchedule()
          .judge(
              new ActiveSchedule(a(deployment), Optional.ofNullable(next), isSpent, problem), NOON);
    }

    @Test
    void has_no_further_dates() {
      assertThat(judge(NOON.plusYears(1), false, null)).isEmpty();
      assertThat(judge(null, false, null).orElseThrow().severity()).isEqualTo(Severity.low);
    }

    @Test
    void has_had_all_its_runs() {
      assertThat(judge(NOON.plusDays(1), true, null)).isPresent();
    }

    @Test
    void has_no_meaning() {
      var trouble = judge(null, false, "There is no calendar holidays").orElseThrow();
      assertThat(trouble.severity()).isEqualTo(Severity.medium);
      assertThat(trouble.message()).isEqualTo("There is no calendar holidays");
    }

    @Test
    void has_missed_dates_for_a_day() {
      var rule = new MissedDates();
      assertThat(rule.judge(new Misses(a(deployment), 1, NOON.minusDays(1)), NOON)).isPresent();
      assertThat(
              rule.judge(
                  new Misses(a(deployment), 1, NOON.minusDays(1).minus(A_MICROSECOND)), NOON))
          .isEmpty();
      assertThat(rule.judge(new Misses(a(deployment), 0, NOON), NOON)).isEmpty();
      assertThat(
              rule.judge(new Misses(a(deployment), 3, NOON), NOON).orElseThrow().figures().count())
          .isEqualTo(3);
    }
  }

  @Nested
  class Messages {
    private Optional<Trouble> judge(int count, OffsetDateTime last) {
      var unsent =
          new UnsentMessages(
              a(notification_policy),
              a(block_document),
              count,
              last.minusHours(1),
              last,
              "the receiver answered 404");
      return new GivenUpNotifications().judge(unsent, NOON);
    }

    @Test
    void are_missed_for_a_week() {
      assertThat(judge(1, NOON.minusDays(7))).isPresent();
      assertThat(judge(1, NOON.minusDays(7).minus(A_MICROSECOND))).isEmpty();
      assertThat(judge(0, NOON)).isEmpty();
    }

    @Test
    void tell_since_when_how_many_and_why() {
      var trouble = judge(4, NOON).orElseThrow();
      assertThat(trouble.since()).isEqualTo(NOON.minusHours(1));
      assertThat(trouble.figures().count()).isEqualTo(4);
      assertThat(trouble.message()).isEqualTo("the receiver answered 404");
      assertThat(trouble.ids()).containsExactly(a(notification_policy), a(block_document));
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_reason_to_wait_is_a_trouble_of_its_run(WaitKind kind) {
    var reason =
        WaitReasonBuilder.builder()
            .reason(kind)
            .text("…")
            .since(NOON)
            .ids(List.of(a(flow_run)))
            .build();

    var trouble = WaitTrouble.of(reason, null);

    assertThat(trouble.kind()).hasToString(kind.name());
    assertThat(trouble.since()).isEqualTo(NOON);
    assertThat(trouble.ids()).containsExactly(a(flow_run));
  }

  @Test
  void the_worst_come_first_then_what_has_lasted_longest() {
    var late =
        new WaitingQueue(
            new UUID(1, 1), "late", QueueCondition.late, 1, NOON, 0, null, 1, List.of());
    var full =
        new WaitingQueue(
            new UUID(1, 2), "full", QueueCondition.full, 1, NOON.minusDays(1), 1, 1, 1, List.of());
    var fuller =
        new WaitingQueue(
            new UUID(1, 3), "more", QueueCondition.full, 1, NOON.minusDays(2), 1, 1, 1, List.of());
    var ended =
        new EndedSchedule()
            .judge(new ActiveSchedule(a(deployment), Optional.empty(), false, null), NOON);
    var troubles =
        Stream.of(
                ended,
                new LateQueue().judge(late, NOON),
                new FullQueue().judge(full, NOON),
                new FullQueue().judge(fuller, NOON))
            .flatMap(Optional::stream);

    assertThat(troubles.sorted(TroubleRule.WORST_FIRST).map(t -> t.ids().get(0).name()))
        .containsExactly("more", "full", "late", "a deployment");
  }
}
