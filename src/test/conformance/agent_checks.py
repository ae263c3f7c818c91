"""What an agent does with queues: prefixes, tags, pauses, limits, overrides. Commands stand in for flows to save time."""
import contextlib
import subprocess

import planting
from flow_checks import own_flows
from harness import SOMETHING, eventually, same
from processes import stop_group


def agent_options(run):
    """`prefect agent start` in every way; the process each run starts is a shell that prints one line."""
    shell = planting.process_block(run, command=["sh", "-c", "echo ran-$WHO-$PREFECT__FLOW_RUN_ID"], env={"WHO": "block"})

    def plant(name, queue, **fields):
        deployment = planting.deployment(run, "shell", name, queue, infrastructure_document_id=shell["id"], **fields)
        return planting.flow_run(run, deployment)["id"]

    def line(flow_run_id, who="block"):
        return f"ran-{who}-{flow_run_id.replace('-', '')}"

    def start(*options):
        return run.prefect("agent", "start", *options, "--run-once", "--hide-welcome")

    with run.check("an agent makes the queue it names"):
        name = run.fresh("made-by-agent")
        start("-q", name).ok(f"Created work queue '{name}'.")
        same(run.get(f"/work_queues/name/{name}"), {"concurrency_limit": None, "last_polled": SOMETHING})

    with run.check("an agent with two queues runs both, with the deployment's overrides"):
        first, second = run.fresh("first"), run.fresh("second")
        plain = plant(first, first)
        changed = plant(second, second, infra_overrides={"env.WHO": "override"})
        start("-q", first, "-q", second).ok(line(plain), line(changed, "override"), "exited cleanly")
        assert planting.states(run, "flow_run", plain) == [("SCHEDULED", "Scheduled"), ("PENDING", "Pending")]

    with run.check("an agent with --match serves every queue of that prefix"):
        prefix = run.fresh("prefix")
        ids = [plant(f"{prefix}-{end}", f"{prefix}-{end}") for end in "ab"]
        start("--match", prefix).ok(*map(line, ids))

    with run.check("an agent with --tag makes a legacy queue and runs what carries the tag"):
        tag = run.fresh("tag")
        tagged = plant(run.fresh("tagged"), run.fresh("elsewhere"), tags=[tag, "more"])
        start("--tag", tag).ok("`tags` are deprecated", line(tagged))
        same(run.get(f"/work_queues/name/Agent queue {tag}")["filter"], {"tags": [tag]})

    with run.check("an agent leaves a paused queue alone"):
        paused = run.fresh("paused")
        waiting = plant(paused, paused)
        queue = run.get(f"/work_queues/name/{paused}")
        run.call("PATCH", f"/work_queues/{queue['id']}", {"is_paused": True}, 204)
        start("-q", paused).ok(f"Work queue '{paused}' ({queue['id']}) is paused.").lacks(waiting)
        run.call("PATCH", f"/work_queues/{queue['id']}", {"is_paused": False}, 204)
        start(queue["id"]).ok("Agents now support multiple work queues", line(waiting))

    with run.check("an agent takes no more runs than the limit of the queue"):
        limited = run.fresh("limited")
        ids = [plant(f"{limited}-{number}", limited) for number in range(3)]
        queue = run.get(f"/work_queues/name/{limited}")
        run.call("PATCH", f"/work_queues/{queue['id']}", {"concurrency_limit": 2}, 204)
        shown = start("-q", limited).ok()
        assert sum(line(id_) in shown.out for id_ in ids) == 2, shown.out
        start("-q", limited).ok().lacks("ran-")

    with run.check("an agent waits for the start time of a run within the prefetch"):
        early = run.fresh("early")
        deployment = planting.deployment(run, "shell", early, early, infrastructure_document_id=shell["id"])
        ahead = planting.flow_run(run, deployment, 15)
        start("-q", early, "--prefetch-seconds", "30").ok(line(ahead["id"]))
        pending = run.get("/flow_run_states/", flow_run_id=ahead["id"])[1]
        early_by = planting.moment(ahead["expected_start_time"]) - planting.moment(pending["timestamp"])
        # Whole-second waits let the reference start up to a second early (orchestration.md, weaknesses).
        assert early_by.total_seconds() < (0.001 if run.against_rigel else 1), early_by

    with run.check("an agent reports a run whose command does not exist as Failed"):
        bare = run.fresh("bare")
        broken = planting.process_block(run, command=["no-such-program-anywhere"])
        deployment = planting.deployment(run, "shell", bare, bare, infrastructure_document_id=broken["id"])
        failed = planting.flow_run(run, deployment)["id"]
        start("-q", bare).ok(f"Failed to submit flow run '{failed}' to infrastructure.")
        same(run.get(f"/flow_runs/{failed}"), {"state_type": "FAILED", "start_time": None})

    with run.check("an agent without a queue refuses to start"):
        run.prefect("agent", "start", "--run-once").exits(1, "No work queues provided!")


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
