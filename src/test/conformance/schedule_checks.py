"""Schedules: the dates that the server plants, and the planted runs that a standing agent runs when they are due."""
import contextlib
import subprocess

import planting
from flow_checks import own_flows
from harness import SOMETHING, eventually, same
from processes import stop_group

NEW_YORK = "America/New_York"


def _interval(seconds, anchor, timezone):
    return {"interval": seconds, "anchor_date": anchor, "timezone": timezone}


# Why, the schedule, from, to (both inclusive), the expected instants in UTC. Only where the reference is right: what
# Rigel does better is asked by its own tests.
DATES = [
    ("an interval counts from its anchor", _interval(5400, "2022-01-01T00:15:00+00:00", "UTC"),
     "2022-03-01T00:00:00Z", "2022-03-01T05:00:00Z", "2022-03-01: 00:15 01:45 03:15 04:45"),
    ("an anchor in the future has the same grid", _interval(3600, "2030-01-01T00:20:00+00:00", "UTC"),
     "2022-03-01T00:00:00Z", "2022-03-01T02:00:00Z", "2022-03-01: 00:20 01:20"),
    ("start and end belong to it", _interval(3600, "2022-01-01T00:00:00+00:00", "UTC"),
     "2022-03-01T00:00:00Z", "2022-03-01T02:00:00Z", "2022-03-01: 00:00 01:00 02:00"),
    ("a day keeps its local time in spring", _interval(86400, "2022-03-11T09:00:00-05:00", NEW_YORK),
     "2022-03-12T00:00:00Z", "2022-03-14T23:00:00Z", "2022-03-12: 14:00 2022-03-13: 13:00 2022-03-14: 13:00"),
    ("an hour is an elapsed hour in spring", _interval(3600, "2022-03-13T00:00:00-05:00", NEW_YORK),
     "2022-03-13T05:00:00Z", "2022-03-13T09:00:00Z", "2022-03-13: 05:00 06:00 07:00 08:00 09:00"),
    ("cron without a zone means UTC", {"cron": "30 6 * * 1"},
     "2022-03-01T00:00:00Z", "2022-03-15T00:00:00Z", "2022-03-07: 06:30 2022-03-14: 06:30"),
    ("cron keeps its local time", {"cron": "0 9 * * *", "timezone": NEW_YORK},
     "2022-11-05T00:00:00Z", "2022-11-07T23:00:00Z", "2022-11-05: 13:00 2022-11-06: 14:00 2022-11-07: 14:00"),
    ("cron every hour in spring", {"cron": "0 * * * *", "timezone": NEW_YORK},
     "2022-03-13T06:00:00Z", "2022-03-13T08:00:00Z", "2022-03-13: 06:00 07:00 08:00"),
    ("cron days joined by or", {"cron": "0 0 13 * 5"},
     "2022-05-01T00:00:00Z", "2022-05-14T00:00:00Z", "2022-05-06: 00:00 2022-05-13: 00:00"),
    ("cron days joined by and", {"cron": "0 0 13 * 5", "day_or": False},
     "2022-01-01T00:00:00Z", "2022-12-31T00:00:00Z", "2022-05-13: 00:00"),
    ("cron last day of the month", {"cron": "0 0 L * *"},
     "2022-02-01T00:00:00Z", "2022-03-31T00:00:00Z", "2022-02-28: 00:00 2022-03-31: 00:00"),
    ("cron second Monday", {"cron": "0 0 * * MON#2"},
     "2022-02-01T00:00:00Z", "2022-03-31T00:00:00Z", "2022-02-14: 00:00 2022-03-14: 00:00"),
    ("cron by name", {"cron": "@daily"}, "2022-02-27T12:00:00Z", "2022-03-01T00:00:00Z", "2022-02-28: 00:00 2022-03-01: 00:00"),
    ("cron in a zone of quarter hours", {"cron": "0 6 * * *", "timezone": "Asia/Kathmandu"},
     "2022-03-01T00:00:00Z", "2022-03-02T23:00:00Z", "2022-03-01: 00:15 2022-03-02: 00:15"),
    ("a rule with a count from its start", {"rrule": "DTSTART:20220310T000000\nRRULE:FREQ=DAILY;COUNT=3"},
     "2022-03-11T00:00:00Z", "2022-03-31T00:00:00Z", "2022-03-11: 00:00 2022-03-12: 00:00"),
    ("a rule until a time, inclusive", {"rrule": "DTSTART:20220310T000000\nRRULE:FREQ=DAILY;UNTIL=20220312T000000"},
     "2022-03-11T00:00:00Z", "2022-03-31T00:00:00Z", "2022-03-11: 00:00 2022-03-12: 00:00"),
    ("a rule with an exception and an extra date",
     {"rrule": "DTSTART:20220310T090000\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20220311T090000\nRDATE:20220320T090000"},
     "2022-03-01T00:00:00Z", "2022-03-31T00:00:00Z", "2022-03-10: 09:00 2022-03-12: 09:00 2022-03-20: 09:00"),
    ("a rule in a zone, whatever its text says", {"rrule": "DTSTART:20220312T090000Z\nRRULE:FREQ=DAILY", "timezone": NEW_YORK},
     "2022-03-12T00:00:00Z", "2022-03-13T23:00:00Z", "2022-03-12: 14:00 2022-03-13: 13:00"),
    ("a rule for the last Friday", {"rrule": "DTSTART:20220101T000000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR"},
     "2022-02-01T00:00:00Z", "2022-03-31T00:00:00Z", "2022-02-25: 00:00 2022-03-25: 00:00"),
]


def dates(run):
    name = run.fresh("dates")
    for number, (why, schedule, start, end, expected) in enumerate(DATES):
        with run.check(f"dates: {why}"):
            deployment = planting.deployment(run, name, f"{name}-{number}", schedule=schedule)
            asked = {"start_time": start, "end_time": end, "min_runs": 100, "max_runs": 100}
            run.post(f"/deployments/{deployment['id']}/schedule", asked)
            # The server's own scheduler plants in the future only.
            past = {"deployments": {"id": {"any_": [deployment["id"]]}}, "sort": "EXPECTED_START_TIME_ASC",
                    "flow_runs": {"expected_start_time": {"before_": "2023-01-01T00:00:00Z"}}}
            planted = [flow_run["expected_start_time"] for flow_run in run.post("/flow_runs/filter", past)]
            run.call("DELETE", f"/deployments/{deployment['id']}", status=204)
            assert planted == list(_instants(expected)), f"{planted}, expected {expected}"


def _instants(text):
    """The times in words like `2022-03-01: 00:15 01:45`."""
    day = None
    for word in text.split():
        if word.endswith(":"):
            day = word[:-1]
        else:
            yield f"{day}T{word}:00+00:00"


@contextlib.contextmanager
def standing_agent(run, queue, launcher):
    """An agent that polls until the block ends. Gives the file with what it prints."""
    log = run.work / f"agent-{queue}.log"
    with open(log, "w") as out:
        agent = subprocess.Popen([*launcher, "agent", "start", "-q", queue], cwd=run.work, env=run.environment(),
                                 stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True)
    try:
        yield log
    finally:
        stop_group(agent)


def schedules_by_agent(run):
    """A schedule of a few seconds and run_deployment(), both served by an agent that keeps polling."""
    home = own_flows(run, "ticking")
    queue = run.fresh("ticks")
    full_name = f"tick/{queue}"
    with run.check("a deployment with an interval of seconds is applied"):
        run.prefect("deployment", "build", "orders.py:tick", "-n", queue, "-q", queue, "--interval", "15", "--apply",
                    "--skip-upload", cwd=home).ok("successfully created with id")
    deployment = run.get(f"/deployments/name/{full_name}")
    own = {"deployments": {"id": {"any_": [deployment["id"]]}}}

    def runs(**fields):
        flow_runs = {"flow_runs": fields} if fields else {}
        return run.post("/flow_runs/filter", {**own, **flow_runs, "sort": "EXPECTED_START_TIME_ASC"})

    with run.check("its runs are planted within seconds, on the grid of the schedule"):
        planted = eventually(runs, 30, "planted runs")
        anchor = planting.moment(deployment["schedule"]["anchor_date"])
        for flow_run in planted:
            off = (planting.moment(flow_run["expected_start_time"]) - anchor).total_seconds() % 15
            assert min(off, 15 - off) < 0.001, flow_run
            same(flow_run, {"auto_scheduled": True, "work_queue_name": queue, "tags": ["auto-scheduled"],
                            "idempotency_key": SOMETHING, "state": {"message": "Flow run scheduled"}})
        starts = [flow_run["expected_start_time"] for flow_run in planted]
        assert len(set(starts)) == len(starts) >= 3, starts

    with standing_agent(run, queue, [str(run.venv_bin / "prefect")]) as log:
        with run.check("run_deployment() waits for the run to complete"):
            script = (
                "from prefect.deployments import run_deployment\n"
                f"made = run_deployment({full_name!r}, timeout=120, poll_interval=1)\n"
                "print(made.state.name, made.id)\n"
            )
            shown = run.python("-c", script).ok("Completed ")
            same(run.get(f"/flow_runs/{shown.out.split()[-1]}"), {"auto_scheduled": False, "state_type": "COMPLETED"})

        with run.check("the agent runs the planted runs when they are due"):
            done = {"state": {"type": {"any_": ["COMPLETED"]}}, "tags": {"all_": ["auto-scheduled"]}}
            finished = eventually(lambda: len(runs(**done)) >= 2 and runs(**done), 90, f"two planted runs, see {log}")
            for flow_run in finished:
                late = planting.moment(flow_run["start_time"]) - planting.moment(flow_run["expected_start_time"])
                assert late.total_seconds() >= (0 if run.against_rigel else -1), flow_run

        with run.check("pausing the schedule removes what is planted and not yet taken"):
            run.prefect("deployment", "pause-schedule", full_name).ok()
            left = runs(state={"type": {"any_": ["SCHEDULED"]}})
            assert left == [], left

    with run.check("a run nobody takes is called Late"):
        lonely = planting.deployment(run, "tick", run.fresh("lonely"), run.fresh("lonely"))
        flow_run = planting.flow_run(run, lonely)["id"]
        eventually(lambda: run.get(f"/flow_runs/{flow_run}")["state_name"] == "Late", 30, "Late")
        same(run.get(f"/flow_runs/{flow_run}"), {"state_type": "SCHEDULED"})
        queue_id = run.get(f"/work_queues/name/{run.fresh('lonely')}")["id"]
        same(run.get(f"/work_queues/{queue_id}/status"), {"healthy": False, "late_runs_count": 1})
