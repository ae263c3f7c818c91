"""Flows, deployments, blocks and runs made through the API, for checks that are about something else."""
import datetime

FLOW_PARAMETERS = {"title": "Parameters", "type": "object", "properties": {}}


def now(seconds=0):
    """The time `seconds` from now, as the API writes it."""
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.isoformat()


def moment(text):
    return datetime.datetime.fromisoformat(text)


def scheduled(seconds=0):
    return {"type": "SCHEDULED", "state_details": {"scheduled_time": now(seconds)}}


def flow(run, name):
    return run.post("/flows/", {"name": name})


def process_block(run, **data):
    """An anonymous block of type process, as `deployment apply` makes it."""
    block_type = run.get("/block_types/slug/process")
    schemas = run.post("/block_schemas/filter", {"block_schemas": {"block_type_id": {"any_": [block_type["id"]]}}})
    body = {
        "data": {"type": "process", "env": {}, "labels": {}, "stream_output": True, **data},
        "block_schema_id": schemas[0]["id"],
        "block_type_id": block_type["id"],
        "is_anonymous": True,
    }
    return run.post("/block_documents/", body)


def deployment(run, flow_name, name, queue=None, **fields):
    body = {"name": name, "flow_id": flow(run, flow_name)["id"], "work_queue_name": queue, **fields}
    body.setdefault("parameter_openapi_schema", FLOW_PARAMETERS)
    return run.post("/deployments/", body)


def flow_run(run, deployment, seconds=0, **fields):
    body = {"state": scheduled(seconds), **fields}
    return run.post(f"/deployments/{deployment['id']}/create_flow_run", body)


def propose(run, kind, run_id, type_, status=(200, 201), force=False, **state):
    """The server's answer to a proposed state; kind is flow_runs or task_runs."""
    return run.call("POST", f"/{kind}/{run_id}/set_state", {"state": {"type": type_, **state}, "force": force}, status)


def states(run, kind, run_id):
    """The (type, name) of every state of a run, oldest first; kind is flow_run or task_run.

    Late is left out: on a slow machine any waiting run becomes late before its agent comes."""
    history = run.get(f"/{kind}_states/", **{f"{kind}_id": run_id})
    return [(state["type"], state["name"]) for state in history if state["name"] != "Late"]
