"""The main job: deployments of Python flows, run by an agent in a subprocess, judged by what the server then tells."""
import json
import pathlib
import shutil

import planting
from harness import SOMETHING, Any, same

FLOWS = pathlib.Path(__file__).resolve().parent / "flows"

COMPLETED_RUN = [("SCHEDULED", "Scheduled"), ("PENDING", "Pending"), ("RUNNING", "Running"), ("COMPLETED", "Completed")]


def own_flows(run, name):
    """A directory with a copy of the flows: Prefect copies the whole directory for each run."""
    home = run.work / name
    shutil.copytree(FLOWS, home, ignore=shutil.ignore_patterns("__pycache__"))
    return home


def flows_by_agent(run):
    home = own_flows(run, "flows")
    queue = run.fresh("orders")
    deployed = {}
    full_name = f"orders/{queue}"

    with run.check("prefect deployment build writes the file"):
        run.prefect("deployment", "build", "orders.py:orders", "-n", queue, "-q", queue, "-t", "food", "--skip-upload",
                    "--override", "env.CONFORMANCE=yes", cwd=home).ok("Found flow 'orders'", "Deployment YAML created at")
        text = (home / "orders-deployment.yaml").read_text()
        for line in (f"name: {queue}", f"work_queue_name: {queue}", "entrypoint: orders.py:orders"):
            assert line in text, text

    with run.check("prefect deployment apply creates it and names the agent to start"):
        run.prefect("deployment", "apply", "orders-deployment.yaml", cwd=home).ok(
            f"Successfully loaded '{queue}'",
            f"Deployment '{full_name}' successfully created with id",
            f"prefect agent start -q '{queue}'",
        )
        deployed.update(run.get(f"/deployments/name/{full_name}"))
        same(deployed, {
            "name": queue, "work_queue_name": queue, "tags": ["food"], "entrypoint": "orders.py:orders",
            "path": str(home), "infra_overrides": {"env.CONFORMANCE": "yes"}, "schedule": None, "parameters": {},
            "infrastructure_document_id": SOMETHING, "parameter_openapi_schema": {"title": "Parameters"},
        })
        run.get(f"/work_queues/name/{queue}")

    with run.check("prefect deployment ls"):
        run.prefect("deployment", "ls").ok("Deployments", full_name, deployed["id"])

    with run.check("prefect deployment inspect"):
        run.prefect("deployment", "inspect", full_name).ok(deployed["id"], "'infrastructure'", "'block_type_slug': 'process'")

    with run.check("prefect deployment run"):
        shown = run.prefect("deployment", "run", full_name, "-p", "count=2", "--params", '{"customer": "Ada"}')
        shown.ok("Creating flow run for deployment", "Created flow run '", "UUID: ", "'count': 2", "'customer': 'Ada'")
        ran = run.post("/flow_runs/filter", {"deployments": {"id": {"any_": [deployed["id"]]}}})[0]
        shown.says(ran["id"], ran["name"])
        same(ran, {"state_type": "SCHEDULED", "work_queue_name": queue, "parameters": {"count": 2, "customer": "Ada"}})

    with run.check("prefect deployment run with a parameter it does not take"):
        run.prefect("deployment", "run", full_name, "-p", "colour=red").exits(
            1, "were specified but not found on the deployment: 'colour'"
        )

    def plant(entrypoint, name, **fields):
        """One run of another flow of the same directory, on the same queue."""
        given = {key: deployed[key] for key in ("path", "infrastructure_document_id")}
        made = planting.deployment(run, name.replace("_", "-"), queue, queue, entrypoint=entrypoint, **given)
        return planting.flow_run(run, made, **fields)["id"]

    ids = {name: plant(f"orders.py:{name}", name) for name in ("second_try", "unlucky", "guarded")}
    ids["missing"] = plant("orders.py:no_such_flow", "missing")
    ids["misfit"] = planting.flow_run(run, deployed, parameters={"count": "several"})["id"]
    ids["orders"] = ran["id"]
    future = planting.flow_run(run, deployed, 3600)["id"]
    run.post("/concurrency_limits/", {"tag": "one-at-a-time", "concurrency_limit": 1})

    with run.check("prefect agent start --run-once runs all that is due and ends"):
        agent = run.prefect("agent", "start", "-q", queue, "--run-once", cwd=run.work).ok(
            "Agent started! Looking for work from queue(s): " + queue, "Agent stopped!"
        )
        for run_id in ids.values():
            agent.says(f"Submitting flow run '{run_id}'", f"Completed submission of flow run '{run_id}'")
        agent.lacks(future)

    def read(name):
        return run.get(f"/flow_runs/{ids[name]}")

    def tasks_of(flow_run_id):
        found = run.post("/task_runs/filter", {"flow_runs": {"id": {"any_": [flow_run_id]}}, "sort": "NAME_ASC"})
        return {task["name"]: task for task in found}

    def history(task):
        return planting.states(run, "task_run", task["id"])

    with run.check("a run ends Completed, with its times, count, parameters and state history"):
        orders = read("orders")
        same(orders, {
            "state_type": "COMPLETED", "state_name": "Completed", "run_count": 1, "auto_scheduled": False,
            "parameters": {"count": 2, "customer": "Ada"}, "tags": ["food"], "deployment_id": deployed["id"],
            "next_scheduled_start_time": None, "parent_task_run_id": None,
            "flow_version": SOMETHING, "total_run_time": Any("a positive time", lambda time: 0 < time < 600),
            "state": {"state_details": {"flow_run_id": ids["orders"], "task_run_id": None}},
        })
        start, end = planting.moment(orders["start_time"]), planting.moment(orders["end_time"])
        assert abs((end - start).total_seconds() - orders["total_run_time"]) < 0.01, orders
        same(planting.states(run, "flow_run", ids["orders"]), COMPLETED_RUN)

    with run.check("its tasks are there, each Completed"):
        tasks = tasks_of(ids["orders"])
        kinds = sorted(task["task_key"].split(".")[-1] for task in tasks.values())
        assert kinds == ["fetch", "fetch", "invoice", "weigh"], kinds
        assert {task["state_type"] for task in tasks.values()} == {"COMPLETED"}, tasks
        fetches = [task for name, task in tasks.items() if name.startswith("fetch")]
        assert sorted(task["dynamic_key"] for task in fetches) == ["0", "1"], fetches
        for task in fetches:
            assert history(task) == [("PENDING", "Pending"), ("RUNNING", "Running"), ("COMPLETED", "Completed")]

    with run.check("the task that failed once was retried, and knows what it waited for"):
        weigh = next(task for name, task in tasks.items() if name.startswith("weigh"))
        same(weigh, {"run_count": 2, "flow_run_run_count": 1, "empirical_policy": {"retries": 1}})
        assert history(weigh) == [
            ("PENDING", "Pending"), ("RUNNING", "Running"), ("SCHEDULED", "AwaitingRetry"),
            ("RUNNING", "Retrying"), ("COMPLETED", "Completed"),
        ], history(weigh)
        inputs = {given["id"] for given in weigh["task_inputs"]["numbers"]}
        assert inputs == {task["id"] for task in fetches}, weigh["task_inputs"]

    with run.check("the subflow is a run of its own, linked to a task run of its parent"):
        parent = next(task for task in tasks.values() if task["state"]["state_details"]["child_flow_run_id"])
        child = run.get(f"/flow_runs/{parent['state']['state_details']['child_flow_run_id']}")
        same(child, {
            "state_type": "COMPLETED", "parent_task_run_id": parent["id"], "work_queue_name": None,
            "parameters": {"total": 1, "customer": "Ada"},
        })
        assert [name.split("-")[0] for name in tasks_of(child["id"])] == ["stamp"]
        by_parent = {"flow_runs": {"parent_task_run_id": {"any_": [parent["id"]]}}}
        assert run.post("/flow_runs/count", by_parent) == 1
        dummies = run.post("/task_runs/filter", {"task_runs": {"subflow_runs": {"exists_": True}},
                                                 "flow_runs": {"id": {"any_": [ids["orders"]]}}})
        assert [task["id"] for task in dummies] == [parent["id"]], dummies

    with run.check("the graph of the run shows who waited for whom"):
        graph = {node["id"]: node for node in run.get(f"/flow_runs/{ids['orders']}/graph")}
        assert set(graph) == {task["id"] for task in tasks.values()}
        upstream = {given["id"] for given in graph[weigh["id"]]["upstream_dependencies"]}
        assert upstream == {task["id"] for task in fetches}, graph[weigh["id"]]

    with run.check("logs of the run and of its tasks arrive, in order"):
        logs = run.post("/logs/filter", {"logs": {"flow_run_id": {"any_": [ids["orders"]]}}, "sort": "TIMESTAMP_ASC"})
        messages = [log["message"] for log in logs]
        assert "orders for Ada" in messages, messages
        fetched = [log for log in logs if log["message"].startswith("fetched order")]
        assert {log["task_run_id"] for log in fetched} == {task["id"] for task in fetches}, fetched
        stamps = [planting.moment(log["timestamp"]) for log in logs]
        assert stamps == sorted(stamps)
        warnings = run.post("/logs/filter", {"logs": {"flow_run_id": {"any_": [ids["orders"]]}, "level": {"ge_": 30, "le_": 30}}})
        assert [log["message"] for log in warnings] == ["orders for Ada"], warnings

    with run.check("a flow that failed once was retried in the same process"):
        same(read("second_try"), {"state_type": "COMPLETED", "run_count": 2, "empirical_policy": {"retries": 1}})
        same(planting.states(run, "flow_run", ids["second_try"]), [
            *COMPLETED_RUN[:3], ("SCHEDULED", "AwaitingRetry"), *COMPLETED_RUN[2:]])

    with run.check("the task that had completed was not run again by the flow's retry"):
        counts = sorted((task["name"].split("-")[0], task["run_count"]) for task in tasks_of(ids["second_try"]).values())
        assert counts == [("fetch", 1)], counts

    with run.check("a failing task fails its run, and what depends on it never starts"):
        same(read("unlucky"), {"state_type": "FAILED", "state": {"message": Any("a message", bool)}})
        ends = {name.split("-")[0]: task for name, task in tasks_of(ids["unlucky"]).items()}
        same(ends["open_jar"], {"state_type": "FAILED", "run_count": 1})
        assert "the lid is stuck" in ends["open_jar"]["state"]["message"], ends["open_jar"]["state"]
        same(ends["eat"], {"state_type": "PENDING", "state_name": "NotReady", "run_count": 0, "start_time": None})

    with run.check("tasks under a tag limit of one never ran at the same time, and gave their slots back"):
        same(read("guarded"), {"state_type": "COMPLETED"})
        spans = sorted((task["start_time"], task["end_time"]) for task in tasks_of(ids["guarded"]).values())
        assert len(spans) == 2 and spans[0][1] <= spans[1][0], spans
        same(run.get("/concurrency_limits/tag/one-at-a-time"), {"active_slots": []})

    with run.check("a flow that cannot be loaded ends Failed"):
        same(read("missing"), {"state_type": "FAILED", "start_time": None})
        assert "Flow could not be retrieved from deployment" in read("missing")["state"]["message"], read("missing")["state"]

    with run.check("parameters of the wrong type fail the run before any task"):
        same(read("misfit"), {"state_type": "FAILED", "parameters": {"count": "several"}})
        assert tasks_of(ids["misfit"]) == {}

    with run.check("the run of the future was left alone"):
        same(run.get(f"/flow_runs/{future}"), {"state_type": "SCHEDULED", "state_name": "Scheduled", "run_count": 0})

    with run.check("deleting a run also removes its task runs and states"):
        run.call("DELETE", f"/flow_runs/{ids['orders']}", status=204)
        run.get(f"/task_runs/{weigh['id']}", 404)
        assert run.get("/flow_run_states/", flow_run_id=ids["orders"]) == []
        same(run.get(f"/flow_runs/{child['id']}"), {"parent_task_run_id": None})

    with run.check("prefect deployment delete"):
        run.prefect("deployment", "delete", full_name).ok(f"Deleted deployment '{full_name}'.")
        run.get(f"/deployments/{deployed['id']}", 404)
        run.get(f"/flow_runs/{future}", 404)
        same(run.get(f"/flow_runs/{ids['misfit']}"), {"deployment_id": None})


def deployment_commands(run):
    home = own_flows(run, "scheduled-flows")
    name = run.fresh("daily")
    full_name = f"tick/{name}"

    def read():
        return run.get(f"/deployments/name/{full_name}")

    with run.check("prefect deployment build --apply with a cron schedule and a queue limit"):
        run.prefect("deployment", "build", "orders.py:tick", "-n", name, "-q", name, "--limit", "4", "--apply", "--skip-upload",
                    "--cron", "0 9 * * *", "--timezone", "Europe/Berlin", cwd=home).ok(
            "Deployment YAML created at", f"Updated concurrency limit on work queue '{name}' to 4",
            f"Deployment '{full_name}' successfully created with id",
        )
        cron = {"cron": "0 9 * * *", "timezone": "Europe/Berlin", "day_or": True}
        same(read(), {"schedule": cron, "is_schedule_active": True, "work_queue_name": name})
        same(run.get(f"/work_queues/name/{name}"), {"concurrency_limit": 4})

    with run.check("prefect deployment apply again updates the same deployment"):
        before = read()
        run.prefect("deployment", "apply", "tick-deployment.yaml", "--limit", "2", cwd=home).ok(
            f"Work queue '{name}' already exists with a concurrency limit of 4, this limit is being updated...",
            f"Updated concurrency limit on work queue '{name}' to 2",
        )
        same(read(), {"id": before["id"], "created": before["created"], "schedule": before["schedule"]})

    with run.check("prefect deployment pause-schedule"):
        run.prefect("deployment", "pause-schedule", full_name).ok(f"Paused schedule for deployment {full_name}")
        same(read(), {"is_schedule_active": False, "schedule": cron})

    with run.check("prefect deployment resume-schedule"):
        run.prefect("deployment", "resume-schedule", full_name).ok(f"Resumed schedule for deployment {full_name}")
        same(read(), {"is_schedule_active": True, "schedule": cron})

    with run.check("prefect deployment set-schedule --interval"):
        run.prefect("deployment", "set-schedule", full_name, "--interval", "3600").ok("Updated deployment schedule!")
        same(read()["schedule"], {"interval": 3600.0, "anchor_date": SOMETHING, "timezone": "UTC"})

    with run.check("prefect deployment set-schedule --cron"):
        run.prefect("deployment", "set-schedule", full_name, "--cron", "*/5 * * * *", "--timezone", "Asia/Kathmandu").ok()
        same(read()["schedule"], {"cron": "*/5 * * * *", "timezone": "Asia/Kathmandu", "day_or": True})

    with run.check("prefect deployment set-schedule --rrule"):
        rule = json.dumps({"rrule": "DTSTART:20220101T090000\nRRULE:FREQ=DAILY"})
        run.prefect("deployment", "set-schedule", full_name, "--rrule", rule).ok("Updated deployment schedule!")
        same(read()["schedule"], {"rrule": "DTSTART:20220101T090000\nRRULE:FREQ=DAILY", "timezone": "UTC"})

    with run.check("prefect deployment set-schedule without a schedule"):
        run.prefect("deployment", "set-schedule", full_name).exits(1, "No deployment schedule updates provided")

    with run.check("prefect deployment commands on an unknown deployment"):
        for command in ("inspect", "run", "pause-schedule", "resume-schedule", "delete"):
            unknown = run.prefect("deployment", command, f"tick/{name}-none")
            assert unknown.status == 1 and "not found!" in unknown.out, unknown

    with run.check("prefect deployment delete --id"):
        found = read()["id"]
        run.prefect("deployment", "delete", "--id", found).ok(f"Deleted deployment '{found}'.")
        run.get(f"/deployments/{found}", 404)
