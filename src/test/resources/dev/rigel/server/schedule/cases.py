"""Writes dates.tsv: python cases.py > dates.tsv (croniter 1.3.5, python-dateutil 2.8.2, tzdata).

Cases with dates of their own are what the named source gives and are checked against the oracle.
"""

import sys

import oracle

NY, LON, LH, SP = "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo"
KTM, CAS, APIA, CHT = "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia", "Pacific/Chatham"
STJ, TEH, KOL, BER = "America/St_Johns", "Asia/Tehran", "Asia/Kolkata", "Europe/Berlin"
HAV, BEI, KIR, TROLL = "America/Havana", "Asia/Beirut", "Pacific/Kiritimati", "Antarctica/Troll"
DUB, TOK, PYO, IST = "Europe/Dublin", "Asia/Tokyo", "Asia/Pyongyang", "Europe/Istanbul"

REFERENCE = "Prefect 2.6.9"
BETTER = "better than Prefect 2.6.9"
RFC = "RFC 5545 3.8.5.3, dates by dateutil"

cases = []


def case(source, kind, expression, options, zone, start, dates):
    """dates: how many to ask the oracle for, or the expected ones."""
    cases.append((source, kind, expression, options, zone, start, dates))


def interval(expression, anchor, zone, start, dates, source="zoneinfo"):
    case(source, "interval", expression, anchor, zone, start, dates)


def cron(expression, zone, start, dates, options="", source="croniter + zoneinfo"):
    case(source, "cron", expression, options, zone, start, dates)


def rrule(expression, zone, start, dates, source="dateutil + zoneinfo"):
    case(source, "rrule", expression, "", zone, start, dates)


# --- interval: what the reference does, then every zone across its changes
HOUR, DAY, WEEK = "3600", "86400", "604800"
interval(HOUR, "2022-03-01T00:00:00-05:00", NY, "2022-03-13T05:00:00Z",
         "2022-03-13T05:00:00Z 2022-03-13T06:00:00Z 2022-03-13T07:00:00Z 2022-03-13T08:00:00Z", REFERENCE)
interval(HOUR, "2022-03-01T00:00:00-05:00", NY, "2022-11-06T04:00:00Z",
         "2022-11-06T04:00:00Z 2022-11-06T05:00:00Z 2022-11-06T07:00:00Z", REFERENCE)
interval(HOUR, "2022-03-01T00:00:00-05:00", NY, "2022-11-06T06:00:00Z", "2022-11-06T07:00:00Z", REFERENCE)
interval(DAY, "2022-03-01T09:00:00-05:00", NY, "2022-03-12T00:00:00Z",
         "2022-03-12T14:00:00Z 2022-03-13T13:00:00Z 2022-03-14T13:00:00Z", REFERENCE)
interval(DAY, "2022-03-01T02:30:00-05:00", NY, "2022-03-12T00:00:00Z",
         "2022-03-12T07:30:00Z 2022-03-13T07:30:00Z 2022-03-14T06:30:00Z", BETTER)
interval(DAY, "2022-10-01T01:30:00-04:00", NY, "2022-11-05T00:00:00Z",
         "2022-11-05T05:30:00Z 2022-11-06T06:30:00Z 2022-11-07T06:30:00Z", REFERENCE)
interval("129600", "2022-03-11T09:00:00-05:00", NY, "2022-03-11T15:00:00Z",
         "2022-03-13T02:00:00Z 2022-03-14T13:00:00Z 2022-03-16T01:00:00Z", REFERENCE)
interval(DAY, "2022-01-01T09:00:00-05:00", "", "2022-06-30T14:00:01Z",
         "2022-07-01T14:00:00Z 2022-07-02T14:00:00Z", REFERENCE)
interval(HOUR, "2030-01-01T00:17:00+00:00", "UTC", "2022-05-05T05:05:00Z",
         "2022-05-05T05:17:00Z 2022-05-05T06:17:00Z", REFERENCE)
interval(DAY, "2022-01-01T09:00:00-05:00", NY, "2022-07-01T00:00:00Z",
         "2022-07-01T13:00:00Z 2022-07-02T13:00:00Z", BETTER + ": no drift")
for zone, spring, autumn in (
    (NY, "2021-03-13T12:00:00Z", "2021-11-06T22:00:00Z"),
    (LON, "2023-03-25T12:00:00Z", "2023-10-28T20:00:00Z"),
    (LH, "2022-10-01T06:00:00Z", "2022-04-02T08:00:00Z"),
    (SP, "2018-11-03T18:00:00Z", "2018-02-17T18:00:00Z"),
    (CAS, "2022-05-07T18:00:00Z", "2022-03-26T18:00:00Z"),
    (CHT, "2021-09-25T06:00:00Z", "2021-04-03T06:00:00Z"),
    (STJ, "2010-03-13T18:00:00Z", "2010-11-06T18:00:00Z"),
    (TROLL, "2019-03-30T18:00:00Z", "2019-10-26T18:00:00Z"),
    (TEH, "2022-03-21T10:00:00Z", "2022-09-21T10:00:00Z"),
):
    for start in (spring, autumn):
        interval(DAY, "2017-01-01T00:30:00+00:00", zone, start, 4)
        interval("5400", "2030-01-01T00:00:00+00:00", zone, start, 20)
        interval("1800", "2017-01-01T00:00:00+00:00", zone, start, 40)
interval(WEEK, "2011-12-02T10:00:00-10:00", APIA, "2011-12-20T00:00:00Z", 4)
interval(DAY, "2011-12-01T10:00:00-10:00", APIA, "2011-12-28T00:00:00Z", 5)
interval("93600", "2024-01-01T00:00:00+05:45", KTM, "2024-06-01T00:00:00Z", 4)
interval("0.5", "2024-01-01T00:00:00+00:00", KOL, "2024-06-01T00:00:00.200000Z", 4)
interval("2678400", "2035-01-01T02:30:00-05:00", NY, "2022-01-01T00:00:00Z", 8)

# --- cron: what the reference does
cron("0 * * * *", NY, "2022-03-13T06:00:00Z",
     "2022-03-13T06:00:00Z 2022-03-13T07:00:00Z 2022-03-13T08:00:00Z", source=REFERENCE)
cron("0 * * * *", NY, "2022-11-06T04:00:00Z",
     "2022-11-06T04:00:00Z 2022-11-06T06:00:00Z 2022-11-06T07:00:00Z", source=REFERENCE)
cron("*/30 * * * *", NY, "2022-11-06T04:00:00Z",
     "2022-11-06T04:00:00Z 2022-11-06T04:30:00Z 2022-11-06T06:00:00Z 2022-11-06T06:30:00Z 2022-11-06T07:00:00Z",
     source=REFERENCE)
cron("0 9 * * *", NY, "2022-03-12T00:00:00Z",
     "2022-03-12T14:00:00Z 2022-03-13T13:00:00Z 2022-03-14T13:00:00Z", source=REFERENCE)
cron("30 1 * * *", NY, "2022-11-05T12:00:00Z", "2022-11-06T06:30:00Z 2022-11-07T06:30:00Z", source=REFERENCE)
cron("30 1 * * *", NY, "2022-11-06T05:45:00Z", "2022-11-06T06:30:00Z",
     source=BETTER + ": whatever the start")
cron("30 2 * * *", NY, "2022-03-12T12:00:00Z",
     "2022-03-13T07:30:00Z 2022-03-14T06:30:00Z 2022-03-15T06:30:00Z",
     source=BETTER + ": no extra date")
cron("0 0 * * *", SP, "2018-11-04T02:00:00Z", "2018-11-04T03:00:00Z 2018-11-05T02:00:00Z", source=REFERENCE)
cron("0 0 13 * 5", "UTC", "2023-01-01T00:00:00Z", "2023-01-13T00:00:00Z 2023-10-13T00:00:00Z", "day_and", REFERENCE)
cron("*/70 * * * *", "", "2022-01-01T00:10:00Z", "2022-01-01T01:00:00Z 2022-01-01T02:00:00Z", source=REFERENCE)
# the grammar
for expression in (
    "@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually", "  0 12 * * *  ",
    "0 0 L * *", "0 0 1,L 2 *", "0 0 * * L5", "0 0 * * l0,l3", "30 6 * * MON#2", "0 6 * * tue#1,THU#3", "0 0 * * sat#5",
    "0 0 * JAN-mar Mon-Fri", "0 0 * * fri-sun", "0 0 * * sun-mon", "0 0 * * 5-7", "0 0 * * 7", "0 0 29 2 *",
    "5/20 */7 * * *", "1-59/13 3,4,5 1-7/3 */5 *", "0 0 15-L * *", "0 0 1-31 * 1", "0 0 13 * 5", "0 9 */2 * mon",
    "* * * * * */20", "30 9 * * * 15,45", "0 0 * * 1 30", "59 23 31 12 * 59",
):
    cron(expression, "UTC", "2023-02-03T04:05:06Z", 5)
for expression in ("0 0 29 2 1", "0 0 L 2 2", "0 0 31 * mon-wed", "0 0 8-14 * 6", "0 0 1-7 * 0,3"):
    cron(expression, "UTC", "2023-02-03T04:05:06Z", 3, "day_and")
# the zones
for zone, spring, autumn in (
    (NY, "2019-03-10T03:00:00Z", "2019-11-03T03:00:00Z"),
    (LON, "2022-03-26T22:00:00Z", "2022-10-29T22:00:00Z"),
    (LH, "2021-10-02T13:00:00Z", "2021-04-03T13:00:00Z"),
    (SP, "2017-10-15T00:00:00Z", "2017-02-18T22:00:00Z"),
    (CAS, "2023-04-22T23:00:00Z", "2023-03-18T23:00:00Z"),
    (CHT, "2022-09-24T10:00:00Z", "2022-04-02T10:00:00Z"),
    (TEH, "2021-03-21T16:00:00Z", "2021-09-21T16:00:00Z"),
    (HAV, "2020-03-08T02:00:00Z", "2020-11-01T02:00:00Z"),
    (BEI, "2019-03-30T20:00:00Z", "2019-10-26T20:00:00Z"),
    (TROLL, "2021-03-27T22:00:00Z", "2021-10-30T22:00:00Z"),
):
    for start in (spring, autumn):
        cron("*/20 0-3 * * *", zone, start, 14)
        cron("30 2 * * *", zone, start, 3)
        cron("15 0 * * *", zone, start, 3)
for zone in (KTM, KOL, TOK, KIR):
    cron("45 5 * * 1-5", zone, "2024-03-08T00:00:00Z", 4)
cron("0 12 * * *", APIA, "2011-12-29T00:00:00Z", 4)
cron("30 6 * * * 30", IST, "2016-10-29T00:00:00Z", 4)
cron("0 0 * * *", PYO, "2015-08-13T00:00:00Z", 4)
cron("30 0 * * *", PYO, "2018-05-03T00:00:00Z", 4)
cron("0 * * * * */15", DUB, "2023-10-29T00:59:40Z", 6)

# --- rrule: what the reference does
rrule("DTSTART:20220301T090000 RRULE:FREQ=DAILY", NY, "2022-03-12T00:00:00Z",
      "2022-03-12T14:00:00Z 2022-03-13T13:00:00Z 2022-03-14T13:00:00Z", REFERENCE)
rrule("DTSTART:20220301T000000Z RRULE:FREQ=HOURLY", NY, "2022-11-06T05:00:00Z",
      "2022-11-06T05:00:00Z 2022-11-06T07:00:00Z", REFERENCE)
rrule("DTSTART:20220301T023000 RRULE:FREQ=DAILY", NY, "2022-03-12T12:00:00Z",
      "2022-03-13T07:30:00Z 2022-03-14T06:30:00Z", BETTER + ": forward")
rrule("DTSTART:20220310T090000 RRULE:FREQ=DAILY;COUNT=3", NY, "2022-03-11T00:00:00Z",
      "2022-03-11T14:00:00Z 2022-03-12T14:00:00Z", REFERENCE)
rrule("DTSTART:20220310T090000Z RRULE:FREQ=DAILY;COUNT=1", NY, "2022-01-01T00:00:00Z",
      "2022-03-10T14:00:00Z", REFERENCE + ": the zone is replaced")
rrule("DTSTART;TZID=Europe/Berlin:20220310T090000 RRULE:FREQ=DAILY;COUNT=1", NY, "2022-01-01T00:00:00Z",
      "2022-03-10T14:00:00Z", REFERENCE + ": TZID is ignored")
rrule("FREQ=DAILY", NY, "2022-03-12T12:00:00Z", "2022-03-13T05:00:00Z 2022-03-14T04:00:00Z",
      "ADR 0002: without DTSTART from 2020-01-01T00:00")
rrule("FREQ=WEEKLY", KTM, "2022-03-12T12:00:00Z", "2022-03-15T18:15:00Z 2022-03-22T18:15:00Z",
      "ADR 0002: without DTSTART from 2020-01-01T00:00")
# the RFC's examples, in its zone
for rule, count in (
    ("FREQ=DAILY;COUNT=10", 12), ("FREQ=DAILY;UNTIL=19971224T000000Z", 5), ("FREQ=DAILY;INTERVAL=2", 60),
    ("FREQ=DAILY;INTERVAL=10;COUNT=5", 6), ("FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", 95),
    ("FREQ=WEEKLY;COUNT=10", 11), ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", 8), ("FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", 11),
    ("FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", 30),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", 9), ("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", 11),
    ("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", 11), ("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", 7),
    ("FREQ=MONTHLY;BYMONTHDAY=-3", 6), ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", 11),
    ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", 11), ("FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", 11),
    ("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", 14), ("FREQ=YEARLY;COUNT=10;BYMONTH=6,7", 11),
    ("FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", 11), ("FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", 11),
    ("FREQ=YEARLY;BYDAY=20MO", 3), ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", 3), ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", 11),
    ("FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", 20), ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", 5),
    ("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", 8),
    ("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", 3),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", 4), ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", 7),
    ("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z", 4), ("FREQ=MINUTELY;INTERVAL=15;COUNT=6", 7),
    ("FREQ=MINUTELY;INTERVAL=90;COUNT=4", 5), ("FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", 30),
    ("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16", 30), ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", 5),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", 5), ("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", 6),
):
    rrule("DTSTART;TZID=America/New_York:19970902T090000 RRULE:" + rule, NY, "1997-09-01T00:00:00Z", count, RFC)
# sets, and what dateutil knows beyond the RFC
SET = "DTSTART:20220301T080000 "
for text in (
    "RRULE:FREQ=DAILY RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=20 EXRULE:FREQ=WEEKLY;BYDAY=TU,TH",
    "RRULE:FREQ=DAILY;COUNT=4 RDATE:20220302T120000,20220309T120000 EXDATE:20220303T080000",
    "RDATE:20220401T000000,20220301T000000,20220301T000000", "EXDATE:20220302T080000Z RRULE:FREQ=DAILY;INTERVAL=1",
    "RRULE:FREQ=MONTHLY;BYDAY=MO(+2),FR(-1)", "rrule:freq=weekly;byday=mo,we;wkst=su", "RRULE:FREQ=YEARLY;BYEASTER=-2,0,39",
    "RRULE:FREQ=YEARLY;BYWEEKNO=1,53,-1;BYDAY=SA,SU,MO", "RRULE:FREQ=YEARLY;BYYEARDAY=-1,60,366",
    "RRULE:FREQ=DAILY;BYSETPOS=-1;BYHOUR=6,12;BYMINUTE=15,45", "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=29;INTERVAL=7",
    "RRULE:FREQ=SECONDLY;INTERVAL=90;BYMONTH=12;BYHOUR=23", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "RRULE:FREQ=MONTHLY;BYMONTHDAY=31", "RRULE:FREQ=MINUTELY;BYMONTH=1;BYDAY=SU;BYHOUR=0;BYMINUTE=0,59",
    "RRULE:FREQ=DAILY;UNTIL=20220304", "RRULE:FREQ=DAILY;UNTIL=2022-03-04",
):
    rrule(SET + text, "UTC", "2022-02-01T00:00:00Z", 8)
for zone, spring, autumn in (
    (NY, "2023-03-11T12:00:00Z", "2023-11-04T12:00:00Z"),
    (LON, "2021-03-27T18:00:00Z", "2021-10-30T18:00:00Z"),
    (LH, "2020-10-03T06:00:00Z", "2020-04-04T06:00:00Z"),
    (CAS, "2021-05-15T12:00:00Z", "2021-04-10T12:00:00Z"),
    (SP, "2016-10-15T12:00:00Z", "2016-02-20T12:00:00Z"),
    (BER, "2024-03-30T12:00:00Z", "2024-10-26T12:00:00Z"),
    (CHT, "2023-09-23T06:00:00Z", "2023-04-01T06:00:00Z"),
):
    for start in (spring, autumn):
        rrule("DTSTART:20150101T003000 RRULE:FREQ=DAILY;BYHOUR=0,1,2,3", zone, start, 9)
        rrule("DTSTART:20150101T000000 RRULE:FREQ=MINUTELY;INTERVAL=25", zone, start, 60)
for zone in (KTM, TOK, KIR, KOL):
    rrule("DTSTART:20200229T234500 RRULE:FREQ=MONTHLY;BYMONTHDAY=-1", zone, "2024-01-31T00:00:00Z", 4)
rrule("DTSTART:20111201T120000 RRULE:FREQ=DAILY", APIA, "2011-12-29T00:00:00Z", 4)
rrule("DTSTART:19220101T000000 RRULE:FREQ=MINUTELY;INTERVAL=17;BYDAY=SU", IST, "2016-10-29T00:00:00Z", 4)

print("# source\tkind\texpression\toptions\tzone\tstart\tends or goes on\tfirst dates (written by cases.py)")
for source, kind, expression, options, zone, start, expected in cases:
    count = expected if isinstance(expected, int) else len(expected.split())
    found = [oracle.text(x) for x in oracle.dates(kind, expression, options, zone, start, count + 1)]
    computed = " ".join(found[:count])
    if isinstance(expected, str) and expected != computed:
        print(f"{source} {kind} {expression}: {expected} but {computed}", file=sys.stderr)
    print("\t".join((source, kind, expression, options, zone, start, "goes on" if len(found) > count else "ends", computed)))
