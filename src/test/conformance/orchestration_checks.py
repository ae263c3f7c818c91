"""The rules of state transitions: who may go where, waits, retries, slots, and what a transition writes on its run."""
import concurrent.futures

import planting
from harness import SOMETHING, Any, same

TYPES = ["SCHEDULED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "CRASHED"]
TERMINAL = TYPES[3:]


def transitions(run):
    flow = planting.flow(run, run.fresh("gate"))
    number = iter(range(10000))

    def flow_run(first, **fields):
        return run.post("/flow_runs/", {"flow_id": flow["id"], "state": {"type": first}, **fields})["id"]

    parent = flow_run("PENDING")

    def task_run(first, flow_run_id=parent, **fields):
        body = {"flow_run_id": flow_run_id, "name": "t", "task_key": "t", "dynamic_key": str(next(number)),
                "state": {"type": first}, **fields}
        return run.post("/task_runs/", body)["id"]

    for kind, make in (("flow_runs", flow_run), ("task_runs", task_run)):
        for first in TYPES:
            with run.check(f"gate: {kind} from {first} to every type"):
                for to in TYPES:
                    id_ = make(first)
                    answer = planting.propose(run, kind, id_, to)
                    wanted = _allowed(kind, first, to)
                    assert answer["status"] == wanted, f"to {to}: {answer}, expected {wanted}"
                    same(run.get(f"/{kind}/{id_}"), {"state_type": to if wanted == "ACCEPT" else first})
                    same(answer["details"], {"type": wanted.lower() + "_details"})

    for kind, make in (("flow_runs", flow_run), ("task_runs", task_run)):
        with run.check(f"gate: {kind}: force goes anywhere"):
            id_ = make("COMPLETED")
            for to in ["RUNNING", "RUNNING", "SCHEDULED", "FAILED", "PENDING"]:
                same(planting.propose(run, kind, id_, to, 201, force=True), {"status": "ACCEPT", "state": {"type": to}})

        with run.check(f"gate: {kind}: the future is waited for, also to be cancelled"):
            future = {"scheduled_time": planting.now(600)}
            for to in ("PENDING", "RUNNING", "CANCELLED"):
                id_ = make("PENDING")
                planting.propose(run, kind, id_, "SCHEDULED", force=True, state_details=future)
                answer = planting.propose(run, kind, id_, to, 200)
                same(answer, {"status": "WAIT", "state": None, "details": {
                    "reason": "Scheduled time is in the future",
                    "delay_seconds": Any("ten minutes, about", lambda s: type(s) is int and 540 <= s <= 600)}})

        with run.check(f"gate: {kind}: a repeated step says what cannot be"):
            id_ = make("RUNNING")
            answer = planting.propose(run, kind, id_, "RUNNING", 200)
            # Python 3.11 writes the enumeration's name as well.
            text = "This run cannot transition to the {0}RUNNING state from the {0}RUNNING state."
            same(answer["details"], {"reason": Any(text.format(""), lambda reason: reason in (text.format(""), text.format("StateType.")))})

        with run.check(f"gate: {kind}: an ended run says that it has ended"):
            answer = planting.propose(run, kind, make("COMPLETED"), "PENDING", 200)
            same(answer, {"status": "ABORT", "details": {"reason": "This run has already terminated."}})

        with run.check(f"gate: {kind}: a failing attempt becomes the next one while retries are left"):
            id_ = make("PENDING", empirical_policy={"retries": 1, "retry_delay": 0})
            planting.propose(run, kind, id_, "RUNNING", 201)
            answer = planting.propose(run, kind, id_, "FAILED", 201, message="no luck")
            same(answer, {"status": "REJECT", "details": {"reason": "Retrying"}, "state": {
                "type": "SCHEDULED", "name": "AwaitingRetry", "message": "no luck", "state_details": {"scheduled_time": SOMETHING}}})
            planting.propose(run, kind, id_, "RUNNING", 201)
            same(run.get(f"/{kind}/{id_}"), {"run_count": 2, "state_name": "Running" if kind == "flow_runs" else "Retrying"})
            same(planting.propose(run, kind, id_, "FAILED", 201), {"status": "ACCEPT", "state": {"type": "FAILED"}})

        with run.check(f"gate: {kind}: times and counts are kept by the server"):
            id_ = make("SCHEDULED")
            same(run.get(f"/{kind}/{id_}"), {"expected_start_time": SOMETHING, "next_scheduled_start_time": SOMETHING})
            planting.propose(run, kind, id_, "PENDING", 201)
            same(run.get(f"/{kind}/{id_}"), {"next_scheduled_start_time": None, "start_time": None, "run_count": 0})
            running = planting.propose(run, kind, id_, "RUNNING", 201)["state"]
            same(run.get(f"/{kind}/{id_}"), {"run_count": 1, "start_time": running["timestamp"], "end_time": None})
            done = planting.propose(run, kind, id_, "COMPLETED", 201)["state"]
            lasted = (planting.moment(done["timestamp"]) - planting.moment(running["timestamp"])).total_seconds()
            same(run.get(f"/{kind}/{id_}"), {
                "end_time": done["timestamp"], "total_run_time": Any(f"{lasted} s", lambda time: abs(time - lasted) < 0.002)})

        with run.check(f"gate: {kind}: a run that never ran has no end"):
            id_ = make("PENDING")
            planting.propose(run, kind, id_, "FAILED", 201)
            same(run.get(f"/{kind}/{id_}"), {"end_time": None, "start_time": None, "state_type": "FAILED"})

        with run.check(f"gate: {kind}: message, data and name are stored"):
            id_ = make("RUNNING")
            data = {"type": "literal", "value": True, "list": [1, 2.5, None]}
            planting.propose(run, kind, id_, "COMPLETED", 201, name="All Good", message="fine", data=data)
            same(run.get(f"/{kind}/{id_}"), {"state_name": "All Good", "state": {"message": "fine", "data": data}})

    with run.check("gate: an ended run with a deployment can be restarted by AwaitingRetry"):
        deployment = planting.deployment(run, run.fresh("gate"), run.fresh("gate"), run.fresh("gate"))
        id_ = planting.flow_run(run, deployment, state={"type": "RUNNING"})["id"]
        planting.propose(run, "flow_runs", id_, "FAILED", 201)
        planting.propose(run, "flow_runs", id_, "SCHEDULED", 200)
        same(planting.propose(run, "flow_runs", id_, "SCHEDULED", 201, name="AwaitingRetry"), {"status": "ACCEPT"})
        same(run.get(f"/flow_runs/{id_}"), {"end_time": None, "next_scheduled_start_time": SOMETHING, "run_count": 1})

    with run.check("gate: an ended run without a deployment cannot"):
        same(planting.propose(run, "flow_runs", flow_run("FAILED"), "SCHEDULED", 200, name="AwaitingRetry"), {
            "status": "ABORT", "details": {"reason": "Cannot restart a run without an associated deployment."}})

    with run.check("gate: a failed task runs again when its flow does"):
        again = flow_run("PENDING", empirical_policy={"retries": 1})
        planting.propose(run, "flow_runs", again, "RUNNING", 201)
        task, finished = task_run("PENDING", again), task_run("PENDING", again)
        for id_, end in ((task, "FAILED"), (finished, "COMPLETED")):
            planting.propose(run, "task_runs", id_, "RUNNING", 201)
            planting.propose(run, "task_runs", id_, end, 201)
        same(planting.propose(run, "task_runs", task, "RUNNING", 200), {"status": "ABORT"})
        planting.propose(run, "flow_runs", again, "FAILED", 201)
        planting.propose(run, "flow_runs", again, "RUNNING", 201)
        same(planting.propose(run, "task_runs", task, "RUNNING", 201), {"status": "ACCEPT", "state": {"name": "Retrying"}})
        same(run.get(f"/task_runs/{task}"), {"run_count": 1, "flow_run_run_count": 2})
        same(planting.propose(run, "task_runs", finished, "RUNNING", 200), {"status": "ABORT"})

    with run.check("gate: a result is taken from the cache"):
        key = run.fresh("key")
        cached = {"cache_key": key}
        first, second = task_run("PENDING"), task_run("PENDING")
        planting.propose(run, "task_runs", first, "RUNNING", 201, state_details=cached)
        planting.propose(run, "task_runs", first, "COMPLETED", 201, state_details=cached, data={"type": "literal", "value": True})
        same(planting.propose(run, "task_runs", second, "RUNNING", 201, state_details=cached), {
            "status": "REJECT", "details": {"reason": "Retrieved state from cache"},
            "state": {"type": "COMPLETED", "name": "Cached", "data": {"value": True}}})

    with run.check("gate: an expired result is not"):
        expired = {"cache_key": key + "-old", "cache_expiration": planting.now(-1)}
        first, second = task_run("PENDING"), task_run("PENDING")
        planting.propose(run, "task_runs", first, "RUNNING", 201, state_details=expired)
        planting.propose(run, "task_runs", first, "COMPLETED", 201, state_details=expired)
        same(planting.propose(run, "task_runs", second, "RUNNING", 201, state_details=expired), {"status": "ACCEPT"})

    with run.check("gate: a subflow's state is shown on the task run that stands for it"):
        stand_in = task_run("PENDING")
        child = flow_run("PENDING", parent_task_run_id=stand_in)
        planting.propose(run, "flow_runs", child, "RUNNING", 201)
        planting.propose(run, "flow_runs", child, "COMPLETED", 201, message="child is done")
        same(run.get(f"/task_runs/{stand_in}"), {"state_type": "COMPLETED", "state": {
            "message": "child is done", "state_details": {"child_flow_run_id": child}}})
        same(run.get(f"/flow_runs/{child}"), {"state": {"state_details": {"task_run_id": stand_in}}})

    slots(run, task_run)
    simultaneous(run, flow_run, task_run)


def slots(run, task_run):
    tag = run.fresh("slot")

    def limit(number):
        run.post("/concurrency_limits/", {"tag": tag, "concurrency_limit": number})

    def active():
        return run.get(f"/concurrency_limits/tag/{tag}")["active_slots"]

    with run.check("gate: a tag's limit makes others wait until a slot is free"):
        limit(1)
        first, second = task_run("PENDING", tags=[tag]), task_run("PENDING", tags=[tag])
        planting.propose(run, "task_runs", first, "RUNNING", 201)
        assert active() == [first], active()
        same(planting.propose(run, "task_runs", second, "RUNNING", 200), {"status": "WAIT", "details": {
            "delay_seconds": 30, "reason": f"Concurrency limit for the {tag} tag has been reached"}})
        planting.propose(run, "task_runs", first, "COMPLETED", 201)
        assert active() == [], active()
        planting.propose(run, "task_runs", second, "RUNNING", 201)
        assert active() == [second], active()

    with run.check("gate: a forced end gives the slot back"):
        planting.propose(run, "task_runs", second, "CRASHED", 201, force=True)
        assert active() == [], active()

    with run.check("gate: a task that fails and is retried gives its slot back meanwhile"):
        retried = task_run("PENDING", tags=[tag], empirical_policy={"retries": 1})
        planting.propose(run, "task_runs", retried, "RUNNING", 201)
        same(planting.propose(run, "task_runs", retried, "FAILED", 201), {"status": "REJECT"})
        if run.against_rigel:
            assert active() == [], active()
            same(planting.propose(run, "task_runs", retried, "RUNNING", 201), {"status": "ACCEPT"})
            planting.propose(run, "task_runs", retried, "COMPLETED", 201)
            assert active() == [], active()

    with run.check("gate: a limit of nothing refuses for good"):
        run.call("DELETE", f"/concurrency_limits/tag/{tag}")
        limit(0)
        same(planting.propose(run, "task_runs", task_run("PENDING", tags=[tag]), "RUNNING", 200), {"status": "ABORT", "details": {
            "reason": f'The concurrency limit on tag "{tag}" is 0 and will deadlock if the task tries to run again.'}})
        run.call("DELETE", f"/concurrency_limits/tag/{tag}")


def simultaneous(run, flow_run, task_run):
    """What the reference lets through when proposals arrive together, Rigel must not."""

    def accepted(kind, ids, to):
        with concurrent.futures.ThreadPoolExecutor(len(ids)) as pool:
            answers = list(pool.map(lambda id_: planting.propose(run, kind, id_, to), ids))
        number = [answer["status"] for answer in answers].count("ACCEPT")
        assert number == 1 if run.against_rigel else number >= 1, f"{number} accepted: {answers}"

    with run.check("gate: of six simultaneous takers of one run, one gets it"):
        accepted("flow_runs", [flow_run("SCHEDULED")] * 6, "PENDING")

    with run.check("gate: of six runs on a queue with limit one, taken at the same time, one is given"):
        name = run.fresh("crowded")
        deployment = planting.deployment(run, name, name, name)
        queue = run.get(f"/work_queues/name/{name}")["id"]
        run.call("PATCH", f"/work_queues/{queue}", {"concurrency_limit": 1}, 204)
        accepted("flow_runs", [planting.flow_run(run, deployment)["id"] for _ in range(6)], "PENDING")

    with run.check("gate: of six tasks under a tag limit of one, started at the same time, one starts"):
        tag = run.fresh("crowded")
        run.post("/concurrency_limits/", {"tag": tag, "concurrency_limit": 1})
        accepted("task_runs", [task_run("PENDING", tags=[tag]) for _ in range(6)], "RUNNING")


def _allowed(kind, first, to):
    if first in TERMINAL:
        return "ABORT"
    if to in TERMINAL:
        return "ACCEPT"
    return "ACCEPT" if TYPES.index(to) > TYPES.index(first) else "ABORT"
