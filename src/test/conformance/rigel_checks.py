"""Rigel's own command line and agent, against either server, with the same Python flows."""
import json

import planting
from flow_checks import COMPLETED_RUN, own_flows
from harness import SOMETHING, Any, same


def rigel_agent(run):
    home = own_flows(run, "rigel-flows")
    queue = run.fresh("rigel-orders")
    block = planting.process_block(run)

    def deploy(name, flow_name, **fields):
        given = {"path": str(home), "infrastructure_document_id": block["id"], **fields}
        return planting.deployment(run, flow_name, f"{queue}-{name}", queue, **given)

    schema = {"title": "Parameters", "type": "object", "properties": {
        "count": {"title": "count", "type": "integer", "default": 3, "position": 0},
        "customer": {"title": "customer", "type": "string", "default": "nobody", "position": 1}}}
    orders = deploy("orders", "orders", entrypoint="orders.py:orders", parameter_openapi_schema=schema)
    full_name = f"orders/{queue}-orders"

    with run.check("rigel version"):
        run.rigel("--version").ok()

    with run.check("rigel deployment ls"):
        run.rigel("deployment", "ls").ok(full_name, orders["id"])

    with run.check("rigel deployment run"):
        shown = run.rigel("deployment", "run", full_name, "-p", "count=2", "-p", "customer=Bo").ok(
            "Creating flow run for deployment", "Created flow run '", "UUID: ")
        ran = run.post("/flow_runs/filter", {"deployments": {"id": {"any_": [orders["id"]]}}})[0]
        shown.says(ran["id"], ran["name"])
        same(ran, {"state_type": "SCHEDULED", "parameters": {"count": 2, "customer": "Bo"}, "work_queue_name": queue})

    with run.check("rigel flow-run ls shows the waiting run"):
        run.rigel("flow-run", "ls", "--flow-name", "orders").ok("Flow Runs", ran["id"], ran["name"], "SCHEDULED")

    with run.check("rigel flow-run ls cuts nothing in a pipe, and gives JSON"):
        run.rigel("flow-run", "ls", "--flow-name", "orders", COLUMNS=None).ok(ran["id"], ran["name"])
        listed = json.loads(run.rigel("flow-run", "ls", "--flow-name", "orders", "-o", "json").ok().out)
        assert ran["id"] in [one["id"] for one in listed], listed

    unlucky = planting.flow_run(run, deploy("unlucky", "unlucky", entrypoint="orders.py:unlucky"))["id"]
    bare = planting.flow_run(run, deploy("bare", "tick", entrypoint="orders.py:tick", infrastructure_document_id=None))["id"]
    quits = planting.process_block(run, command=["sh", "-c", "echo quits-$WHO; exit 3"], env={"WHO": "block"})
    broken = planting.flow_run(run, deploy("broken", "tick", infrastructure_document_id=quits["id"],
                                           infra_overrides={"env.WHO": "override"}))["id"]
    future = planting.flow_run(run, orders, 3600)["id"]

    with run.check("rigel agent start --run-once runs what is due and ends"):
        run.rigel("agent", "start", "-q", queue, "--run-once").ok(queue, ran["id"], "quits-override").lacks(future)

    with run.check("rigel flow-run cancel ends a run that is planned for later"):
        run.rigel("flow-run", "cancel", future).ok(f"Cancelled flow run '{future}'.")
        same(run.get(f"/flow_runs/{future}"), {"state_type": "CANCELLED"})
        run.rigel("flow-run", "cancel", future).exits(1, f"Flow run '{future}' was not cancelled")

    with run.check("rigel's agent ran the Python flow to its end"):
        same(run.get(f"/flow_runs/{ran['id']}"), {"state_type": "COMPLETED", "run_count": 1, "flow_version": SOMETHING})
        same(planting.states(run, "flow_run", ran["id"]), COMPLETED_RUN)
        tasks = run.post("/task_runs/filter", {"flow_runs": {"id": {"any_": [ran["id"]]}}})
        kinds = sorted((task["task_key"].split(".")[-1], task["run_count"], task["state_type"]) for task in tasks)
        assert [kind[0] for kind in kinds] == ["fetch", "fetch", "invoice", "weigh"], kinds
        assert {kind[2] for kind in kinds} == {"COMPLETED"} and kinds[-1][1] == 2, kinds

    with run.check("a flow that fails is Failed, not crashed: its process ends well"):
        same(run.get(f"/flow_runs/{unlucky}"), {"state_type": "FAILED"})

    with run.check("a deployment without infrastructure is run as a Python process"):
        same(run.get(f"/flow_runs/{bare}"), {"state_type": "COMPLETED"})

    with run.check("a process that ends without a final state is Crashed, with its exit status"):
        crashed = run.get(f"/flow_runs/{broken}")
        same(crashed, {"state_type": "CRASHED", "state": {"message": Any("a message with 3", lambda text: "3" in (text or ""))}})

    with run.check("rigel flow-run inspect"):
        run.rigel("flow-run", "inspect", ran["id"]).ok("FlowRun(", f"id='{ran['id']}'", "Completed")

    with run.check("rigel flow-run logs"):
        run.rigel("flow-run", "logs", ran["id"]).ok("orders for Bo", "fetched order 0", "fetched order 1")

    with run.check("rigel flow-run inspect of an unknown run is one clear line"):
        unknown = "00000000-0000-4000-8000-000000000000"
        run.rigel("flow-run", "inspect", unknown).exits(1, unknown, "not found").lacks("\tat ")

    with run.check("rigel agent start makes the queue it names"):
        name = run.fresh("made-by-rigel")
        run.rigel("agent", "start", "-q", name, "--run-once", "--hide-welcome").ok(f"Created work queue '{name}'.")
        same(run.get(f"/work_queues/name/{name}"), {"last_polled": SOMETHING})

    with run.check("rigel agent start takes no more than the limit of the queue"):
        limited = run.fresh("rigel-limited")
        quick = planting.process_block(run, command=["sleep", "1"])
        deployment = planting.deployment(run, "tick", limited, limited, infrastructure_document_id=quick["id"])
        ids = [planting.flow_run(run, deployment)["id"] for _ in range(3)]
        run.rigel("work-queue", "set-concurrency-limit", limited, "1").ok()
        run.rigel("agent", "start", "-q", limited, "--run-once").ok()
        left = [run.get(f"/flow_runs/{id_}")["state_type"] for id_ in ids].count("SCHEDULED")
        assert left == 2, left

    with run.check("rigel agent start without a queue refuses"):
        run.rigel("agent", "start", "--run-once").exits(1, "No work queues provided!")

    with run.check("rigel tells in one line when no server answers"):
        lost = run.rigel("work-queue", "ls", PREFECT_API_URL="http://127.0.0.1:9/api")
        assert lost.status == 1 and "\tat " not in lost.out and lost.out.strip(), lost
