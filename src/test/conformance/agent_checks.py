"""What an agent does with queues: prefixes, tags, pauses, limits, overrides. Commands stand in for flows to save time."""
import planting
from harness import SOMETHING, same


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
        same(planting.states(run, "flow_run", plain), [("SCHEDULED", "Scheduled"), ("PENDING", "Pending")])

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
        # Whole-second waits let the reference start up to a second early.
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
