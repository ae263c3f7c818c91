"""Expected dates, computed without Rigel: croniter 1.3.5 and dateutil 2.8.2 list the wall times,
zoneinfo turns them into instants. All wall times around the start are mapped, then sorted."""

import datetime as dt
import warnings
from zoneinfo import ZoneInfo

from croniter import croniter
from dateutil.rrule import rrulestr, rruleset

UTC = dt.timezone.utc
BEFORE = dt.timedelta(days=2)


def parse(text):
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))


def text(instant):
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def instant(wall, zone, later):
    """A missing time moves forward by the gap; of two equal ones the earlier or the later."""
    tz = ZoneInfo(zone)
    first = wall.replace(tzinfo=tz, fold=0)
    missing = first.astimezone(UTC).astimezone(tz).replace(tzinfo=None) != wall
    return (first if missing or not later else wall.replace(tzinfo=tz, fold=1)).astimezone(UTC)


def first_dates(walls, zone, start, count, later):
    """Of walls in ascending order; stops well behind the last date wanted."""
    found = set()
    for wall in walls:
        found.add(instant(wall, zone, later))
        known = sorted(x for x in found if x >= start)
        if len(known) >= count and wall.replace(tzinfo=UTC) - BEFORE > known[count - 1]:
            break
    return sorted(x for x in found if x >= start)[:count]


def local(start, zone):
    return start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def cron(expression, zone, start, count, day_or=True):
    def walls():
        iterator = croniter(expression, local(start, zone) - BEFORE, day_or=day_or)
        while True:
            yield iterator.get_next(dt.datetime)

    return first_dates(walls(), zone, start, count, later=True)


def floating(rule):
    """As the reference does it: zones are dropped, to be replaced by the schedule's."""
    changes = {"dtstart": rule._dtstart.replace(tzinfo=None)}
    if rule._until:
        changes["until"] = rule._until.replace(tzinfo=None)
    return rule.replace(**changes)


def rrule(expression, zone, start, count):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rule = rrulestr(expression, dtstart=dt.datetime(2020, 1, 1))
        if isinstance(rule, rruleset):
            rule._rrule = [floating(x) for x in rule._rrule]
            rule._exrule = [floating(x) for x in rule._exrule]
            rule._rdate = [x.replace(tzinfo=None) for x in rule._rdate]
            rule._exdate = [x.replace(tzinfo=None) for x in rule._exdate]
        else:
            rule = floating(rule)
        begin = local(start, zone) - BEFORE
        walls = (x for x in rule if x >= begin)
        return first_dates(walls, zone, start, count, later=False)


def interval(seconds, anchor, zone, start, count):
    step = dt.timedelta(seconds=float(seconds))
    if step < dt.timedelta(days=1):
        tz = ZoneInfo(zone)
        found, seen = [], set()
        # from two days before, so that what is dropped does not depend on the start
        k = (start - BEFORE - anchor) // step
        while len(found) < count:
            date = (anchor + k * step).astimezone(UTC)
            wall = date.astimezone(tz).replace(tzinfo=None)
            if wall not in seen and date >= start:
                found.append(date)
            seen.add(wall)
            k += 1
        return found
    wall_anchor = local(anchor, zone)
    k = (local(start, zone) - BEFORE - wall_anchor) // step
    walls = (wall_anchor + (k + i) * step for i in range(1000000))
    return first_dates(walls, zone, start, count, later=True)


def dates(kind, expression, options, zone, start, count):
    start = parse(start)
    zone = zone or "UTC"
    if kind == "cron":
        return cron(expression, zone, start, count, options != "day_and")
    if kind == "rrule":
        return rrule(expression, zone, start, count)
    return interval(expression, parse(options), zone, start, count)
