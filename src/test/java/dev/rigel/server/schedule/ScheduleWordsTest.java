package dev.rigel.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.RRuleSchedule;
import dev.rigel.contract.schedule.Schedule;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of schedules; {@link ScheduleWordsPropertiesTest} holds it against their dates. */
class ScheduleWordsTest {
  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-25T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30 9 * * mon-fri        | At 09:30, Monday to Friday
          */5 * * * *             | Every 5 minutes
          0 * * * *               | Every hour, on the hour
          @hourly                 | Every hour, on the hour
          30 * * * *              | Every hour, at 30 minutes past
          1 * * * *               | Every hour, at 1 minute past
          * * * * *               | Every minute
          @daily                  | Every day at 00:00
          @midnight               | Every day at 00:00
          @weekly                 | Every Sunday at 00:00
          @monthly                | On day 1 of the month at 00:00
          @yearly                 | On 1 January at 00:00
          @annually               | On 1 January at 00:00
          0 9 * * L5              | On the last Friday of the month at 09:00
          0 9 * * mon#2           | On the second Monday of the month at 09:00
          0 9 * * mon#1,mon#3,L5  | On the first and third Monday and the last Friday of the month at 09:00
          0 9 * 3 L5              | On the last Friday of March at 09:00
          0 0 13 * 5              | On the 13th and every Friday at 00:00
          0 0 13,L * 1-5          | On the 13th and the last day of the month and every day from Monday to Friday at 00:00
          0 0 1 * L5              | On the 1st of the month and the last Friday of the month at 00:00
          0 0 13 3 5              | On the 13th and every Friday in March at 00:00
          0 0 */2 * 1             | On every 2nd day from day 1 to day 31 of the month and every Monday at 00:00
          0 2 1 * *               | On day 1 of the month at 02:00
          0 2 L * *               | On the last day of the month at 02:00
          0 2 1,15 * *            | On days 1 and 15 of the month at 02:00
          0 2 1-7,L * *           | On days 1 to 7 and the last day of the month at 02:00
          0 2 */10 * *            | On every 10th day from day 1 to day 31 of the month at 02:00
          0 2 1 1,7 *             | On day 1 of January and July at 02:00
          0 2 1 */3 *             | On day 1 of January, April, July and October at 02:00
          0 2 24,25 12 *          | On 24 and 25 December at 02:00
          0 2 * 3 *               | Every day in March at 02:00
          0 2 * 6-8 mon           | Every Monday in June to August at 02:00
          30 9 * 3 mon-fri        | At 09:30, Monday to Friday, in March
          0 9,17 * * mon,thu      | Every Monday and Thursday at 09:00 and 17:00
          0 9 * * 0,6             | Every Saturday and Sunday at 09:00
          0 9 * * 7               | Every Sunday at 09:00
          0 9 * * 0-6             | Every day at 09:00
          */15 9-17 * * mon-fri   | Every 15 minutes from 09:00 to 17:45, Monday to Friday
          */15 9,17 * * *         | Every 15 minutes from 09:00 to 09:45 and from 17:00 to 17:45
          0 9-17 * * *            | Every hour from 09:00 to 17:00
          0 9-17/2 * * *          | Every 2 hours from 09:00 to 17:00
          0 */2 * * *             | Every 2 hours, from 00:00
          15 1-23/2 * * *         | Every 2 hours, from 01:15
          0 */12 * * *            | Every day at 00:00 and 12:00
          2-59/5 * * * *          | Every 5 minutes, from minute 2 of each hour
          */7 * * * *             | Every 7 minutes from minute 0 to 56 of every hour
          */7 9-17 * * mon        | Every 7 minutes from minute 0 to 56 of hours 9 to 17, on Monday
          0,5,7 * * * *           | At minutes 0, 5 and 7 of every hour
          0 0,5,9,20 * * *        | Every day at 00:00, 05:00, 09:00 and 20:00
          0 9 * * * 30            | Every day at 09:00:30
          * * * * * */10          | Every 10 seconds
          * * * * * *             | Every second
          * * * * * 30            | Every minute, at 30 seconds past
          0 * * * * 30            | Every hour, from 00:00:30
          * 9 * * * 0,7           | At seconds 0 and 7 of every minute of hour 9
          */5 * 1 * *             | Every 5 minutes, on day 1 of the month
          */5 * * 3 *             | Every 5 minutes, in March
          """)
  void cron(String cron, String words) {
    assertThat(words(new CronSchedule(cron, "Europe/London", true))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 0 13 * 5       | On Friday the 13th at 00:00
          0 0 1-7 * 1      | On days 1 to 7 of the month, only if a Monday, at 00:00
          0 0 1-7 3 1,3    | On 1 to 7 March, only if a Monday or a Wednesday, at 00:00
          */5 * 1-7 * 1-5  | Every 5 minutes, on days 1 to 7 of the month, only if Monday to Friday
          0 0 L * L5       | On the last day of the month, only if the last Friday of the month, at 00:00
          0 0 13 * *       | On day 13 of the month at 00:00
          """)
  void cron_whose_days_have_to_agree(String cron, String words) {
    assertThat(words(new CronSchedule(cron, null, false))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3600    | 2022-03-01T09:00:00-05:00 | Every hour, counted from 1 March 2022 at 09:00
          300     | 2022-03-01T09:00:00-05:00 | Every 5 minutes
          300     | 2022-03-01T09:02:00-05:00 | Every 5 minutes, counted from 1 March 2022 at 09:02
          60      | 2022-03-01T09:02:00-05:00 | Every minute
          5400    | 2022-03-01T14:00:00Z      | Every 90 minutes, counted from 1 March 2022 at 09:00
          0.5     | 2022-03-01T14:00:00Z      | Every 0.5 seconds, counted from 1 March 2022 at 09:00
          86400   | 2022-03-01T14:00:00Z      | Every day at 09:00
          604800  | 2022-03-01T14:00:00Z      | Every Tuesday at 09:00
          1209600 | 2022-03-01T14:00:00Z      | Every 14 days at 09:00, counted from 1 March 2022
          129600  | 2022-03-01T14:00:00Z      | Every 36 hours, counted from 1 March 2022 at 09:00
          100001  | 2022-03-01T14:00:00Z      | Every 100,001 seconds, counted from 1 March 2022 at 09:00
          """)
  void interval(double seconds, OffsetDateTime anchor, String words) {
    var interval = Duration.ofMillis(Math.round(seconds * 1000));
    assertThat(words(new IntervalSchedule(interval, anchor, "America/New_York"))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DTSTART:20220301T090000 RRULE:FREQ=MONTHLY;BYDAY=-1FR | On the last Friday of the month at 09:00
          FREQ=DAILY                                    | Every day at 00:00
          FREQ=DAILY;BYHOUR=9,17                        | Every day at 09:00 and 17:00
          FREQ=DAILY;INTERVAL=3                         | Every 3 days at 00:00, counted from 1 January 2020
          FREQ=DAILY;INTERVAL=3;BYDAY=MO                | Every Monday at 00:00, on every 3rd day counted from 1 January 2020
          FREQ=WEEKLY                                   | Every Wednesday at 00:00
          FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR              | At 00:00, Monday to Friday
          FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;BYHOUR=9   | Every 2 weeks, on Monday and Friday at 09:00, counted from the week of 30 December 2019
          FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO       | Every 2 weeks, on Monday at 00:00, counted from the week of 29 December 2019
          FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU        | Every day at 00:00
          FREQ=MONTHLY                                  | On day 1 of the month at 00:00
          FREQ=MONTHLY;BYMONTHDAY=1,-1                  | On day 1 and the last day of the month at 00:00
          FREQ=MONTHLY;BYMONTHDAY=-2                    | On the second to last day of the month at 00:00
          FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5          | Every 3 months, on day 5 of the month at 00:00, counted from January 2020
          FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR           | On Friday the 13th at 00:00
          FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 | On the last weekday (Monday to Friday) of the month at 00:00
          FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1,-2        | Every Monday and Wednesday at 00:00, only the first and second to last of each month
          FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=-1;WKST=SU   | Every Monday and Wednesday at 00:00, only the last of each week (from Sunday on)
          FREQ=MONTHLY;BYDAY=1MO,-1FR,WE                | On every Wednesday, the first Monday and the last Friday of the month at 00:00
          FREQ=YEARLY                                   | On 1 January at 00:00
          FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYMONTHDAY=1 | Every 2 years, on 1 March at 00:00, counted from 2020
          FREQ=YEARLY;BYDAY=20MO                        | On the 20th Monday of the year at 00:00
          FREQ=YEARLY;BYMONTH=11;BYDAY=4TH              | On the fourth Thursday of November at 00:00
          FREQ=YEARLY;BYYEARDAY=100,-1                  | On day 100 and the last day of the year at 00:00
          FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO              | Every Monday in week 20 of the year at 00:00
          FREQ=YEARLY;BYWEEKNO=20,-1                    | Every day in week 20 and the last week of the year at 00:00
          FREQ=YEARLY;BYEASTER=0,-2,39                  | On Easter Sunday, 39 days after Easter Sunday and 2 days before Easter Sunday at 00:00
          FREQ=HOURLY                                   | Every hour, on the hour
          FREQ=HOURLY;INTERVAL=2                        | Every 2 hours, from 00:00
          FREQ=HOURLY;INTERVAL=5                        | Every 5 hours, counted from 1 January 2020 at 00:00
          FREQ=HOURLY;BYMINUTE=0,30;BYHOUR=9,10         | Every 30 minutes from 09:00 to 10:30
          FREQ=HOURLY;INTERVAL=5;BYMINUTE=30;BYDAY=MO   | Every 5 hours, counted from 1 January 2020 at 00:30, only on Monday
          FREQ=HOURLY;INTERVAL=5;BYMINUTE=0,30;BYMONTH=3 | Every 5 hours, at minutes 0 and 30, counted from 1 January 2020 at 00:00, only in March
          FREQ=MINUTELY;INTERVAL=5                      | Every 5 minutes
          FREQ=MINUTELY;INTERVAL=7;BYHOUR=9             | Every 7 minutes, counted from 1 January 2020 at 00:00, only in hour 9
          FREQ=SECONDLY;INTERVAL=10                     | Every 10 seconds
          FREQ=DAILY;COUNT=10                           | Every day at 00:00, 10 times, from 1 January 2020 at 00:00 on
          FREQ=DAILY;COUNT=1                            | Every day at 00:00, once, from 1 January 2020 at 00:00 on
          FREQ=DAILY;UNTIL=20261224T120000              | Every day at 00:00, until 24 December 2026 at 12:00
          DTSTART:20270301T090000 RRULE:FREQ=DAILY      | Every day at 09:00, from 1 March 2027 at 09:00 on
          RDATE:20261224T090000                         | On 24 December 2026 at 09:00
          RRULE:FREQ=DAILY RDATE:20261224T090000 EXDATE:20261225T000000,20261226T000000 | Every day at 00:00; also on 24 December 2026 at 09:00; except on 25 December 2026 at 00:00 and 26 December 2026 at 00:00
          RRULE:FREQ=DAILY EXRULE:FREQ=WEEKLY;BYDAY=SU  | Every day at 00:00; except every Sunday at 00:00
          RRULE:FREQ=WEEKLY;BYDAY=MO RRULE:FREQ=WEEKLY;BYDAY=FR;BYHOUR=9 | Every Monday at 00:00; also every Friday at 09:00
          """)
  void recurrence_rules(String rrule, String words) {
    assertThat(words(new RRuleSchedule(rrule, "Europe/London"))).isEqualTo(words);
  }

  @Test
  void many_single_dates_are_counted() {
    var rrule = "RDATE:20270101,20270102,20270103,20270104,20270105,20270106";

    assertThat(words(new RRuleSchedule(rrule, null)))
        .isEqualTo("On 6 single dates from 1 January 2027 at 00:00 to 6 January 2027 at 00:00");
  }

  private static String words(Schedule schedule) {
    return ScheduleWords.of(schedule, NOW);
  }
}
