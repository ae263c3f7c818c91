"""A small world of flows, deployments, runs, queues, and what each filter and sort must find in it."""
import dataclasses

import planting


@dataclasses.dataclass
class World:
    """Short names of what was planted, by id, and the words that the rows below use for ids and names."""

    names: dict
    words: dict


def plant(run):
    names, words = {}, {"mark": run.fresh("world")}

    def known(name, thing):
        names[thing["id"]] = name
        words[name] = thing["id"]
        return thing

    mark = words["mark"]
    alpha = known("alpha", run.post("/flows/", {"name": f"{mark} Alpha", "tags": ["x", "y"]}))
    beta = known("beta", run.post("/flows/", {"name": f"{mark} beta_q1", "tags": ["x"]}))
    known("gamma", run.post("/flows/", {"name": f"{mark} gammaXq1", "tags": []}))

    def deployment(name, flow, **fields):
        return known(name, run.post("/deployments/", {"name": f"{mark}-{name}", "flow_id": flow["id"], **fields}))

    one = deployment("one", alpha, tags=["x"], work_queue_name=f"{mark}-q1")
    deployment("two", alpha, is_schedule_active=False)
    three = deployment("three", beta, tags=["x", "y"], work_queue_name=f"{mark}-Q2")
    for name in ("q1", "Q2"):
        known(name, run.get(f"/work_queues/name/{mark}-{name}"))

    def flow_run(name, flow, state, **fields):
        body = {"flow_id": flow["id"], "name": f"{mark} {name}", "state": state, **fields}
        return known(name, run.post("/flow_runs/", body))

    red = {"name": f"{mark} red", "tags": ["x", "y"], "state": planting.scheduled(3600)}
    known("red", run.post(f"/deployments/{one['id']}/create_flow_run", red))
    green = {"name": f"{mark} green", "tags": [], "state": {"type": "PENDING"}}
    known("green", run.post(f"/deployments/{three['id']}/create_flow_run", green))
    blue = flow_run("blue", alpha, {"type": "RUNNING"}, tags=["x"], flow_version="v1")
    teal = flow_run("teal", beta, {"type": "RUNNING", "name": "Steaming"}, flow_version="v2")

    def task_run(name, flow_run, **fields):
        body = {"flow_run_id": flow_run["id"], "name": f"{mark} {name}", "task_key": name, "dynamic_key": "0", **fields}
        return known(name, run.post("/task_runs/", body))

    weigh = task_run("weigh", blue, tags=["m", "n"])
    stand_in = task_run("stand", blue)
    task_run("pack", blue, state=planting.scheduled(60))
    task_run("ship", teal, tags=["m"])
    planting.propose(run, "task_runs", weigh["id"], "RUNNING")
    planting.propose(run, "task_runs", weigh["id"], "COMPLETED")
    flow_run("subflow", beta, {"type": "PENDING"}, parent_task_run_id=stand_in["id"])
    planting.propose(run, "flow_runs", blue["id"], "COMPLETED", name="Well done")
    words["now"] = planting.now()
    words["soon"] = planting.now(1800)
    return World(names, words)


WORLD = {"flows": {"name": {"like_": "{mark}"}}}
ALL_RUNS = "red green blue teal subflow"


def _in_world(field, **conditions):
    """A filter on one entity, inside the planted flows."""
    return {**WORLD, field: conditions}


def _flows(**conditions):
    return {"flows": {"operator": "and_", "id": {"any_": ["{alpha}", "{beta}", "{gamma}"]}, **conditions}}


FILTERS = [
    ("all of the world", "flows", WORLD, "alpha beta gamma"),
    ("by id", "flows", {"flows": {"id": {"any_": ["{alpha}", "{gamma}"]}}}, "alpha gamma"),
    ("by no id", "flows", {"flows": {"id": {"any_": []}}}, ""),
    ("by name", "flows", _flows(name={"any_": ["{mark} Alpha", "{mark} ALPHA"]}), "alpha"),
    ("by part of the name, any case", "flows", _flows(name={"like_": "ALPH"}), "alpha"),
    ("an underscore is any one character", "flows", _flows(name={"like_": "A_Q1"}), "beta gamma"),
    ("a percent sign is anything", "flows", _flows(name={"like_": "{mark}%1"}), "beta gamma"),
    ("by all of its tags", "flows", _flows(tags={"all_": ["y", "x"]}), "alpha"),
    ("by one tag", "flows", _flows(tags={"all_": ["x"]}), "alpha beta"),
    ("by no tags at all: everything", "flows", _flows(tags={"all_": []}), "alpha beta gamma"),
    ("without tags", "flows", _flows(tags={"is_null_": True}), "gamma"),
    ("with tags", "flows", _flows(tags={"is_null_": False}), "alpha beta"),
    ("tags joined by or", "flows", _flows(tags={"operator": "or_", "all_": ["y"], "is_null_": True}), "alpha gamma"),
    ("fields joined by or", "flows", {"flows": {"operator": "or_", "id": {"any_": ["{gamma}"]}, "name": {"any_": ["{mark} Alpha"]}}},
     "alpha gamma"),
    ("an empty field is no condition", "flows", _flows(name={}), "alpha beta gamma"),
    ("nulls are no condition", "flows", _flows(name={"any_": None, "like_": None}, tags=None), "alpha beta gamma"),
    ("with a run of that kind", "flows", {**WORLD, "flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}, "alpha"),
    ("with any run", "flows", {**WORLD, "flow_runs": {}}, "alpha beta"),
    ("with any deployment", "flows", {**WORLD, "deployments": {}}, "alpha beta"),
    ("with a task run of that name", "flows", {**WORLD, "task_runs": {"name": {"like_": "ship"}}}, "beta"),
    ("one run must match both filters", "flows", {**WORLD, "flow_runs": {"name": {"like_": "green"}}, "task_runs": {"name": {"like_": "ship"}}}, ""),
    ("with a deployment and a run", "flows", {**WORLD, "deployments": {"name": {"like_": "three"}}, "flow_runs": {"name": {"like_": "teal"}}}, "beta"),

    ("of the flows", "flow_runs", WORLD, ALL_RUNS),
    ("null beside a filter", "flow_runs", {**WORLD, "flow_runs": None, "task_runs": None, "deployments": None}, ALL_RUNS),
    ("by id", "flow_runs", {"flow_runs": {"id": {"any_": ["{red}"]}}}, "red"),
    ("by other ids", "flow_runs", _in_world("flow_runs", id={"not_any_": ["{red}", "{blue}"]}), "green teal subflow"),
    ("by part of the name", "flow_runs", _in_world("flow_runs", name={"like_": "RE"}), "red green"),
    ("by tags", "flow_runs", _in_world("flow_runs", tags={"all_": ["x"]}), "red green blue"),
    ("without tags", "flow_runs", _in_world("flow_runs", tags={"is_null_": True}), "subflow teal"),
    ("by deployment", "flow_runs", _in_world("flow_runs", deployment_id={"any_": ["{one}"]}), "red"),
    ("without a deployment", "flow_runs", _in_world("flow_runs", deployment_id={"is_null_": True}), "blue teal subflow"),
    ("by queue", "flow_runs", _in_world("flow_runs", work_queue_name={"any_": ["{mark}-q1"]}), "red"),
    ("on no queue or that one", "flow_runs", _in_world("flow_runs", work_queue_name={
        "operator": "or_", "any_": ["{mark}-q1"], "is_null_": True}), "red blue teal subflow"),
    ("by state type", "flow_runs", _in_world("flow_runs", state={"type": {"any_": ["PENDING", "SCHEDULED"]}}), "red green subflow"),
    ("by state name, exact", "flow_runs", _in_world("flow_runs", state={"name": {"any_": ["Steaming", "well done"]}}), "teal"),
    ("state type or name", "flow_runs", _in_world("flow_runs", state={
        "operator": "or_", "type": {"any_": ["SCHEDULED"]}, "name": {"any_": ["Well done"]}}), "red blue"),
    ("by version", "flow_runs", _in_world("flow_runs", flow_version={"any_": ["v1", "v2"]}), "blue teal"),
    ("not started", "flow_runs", _in_world("flow_runs", start_time={"is_null_": True}), "red green subflow"),
    ("started by now", "flow_runs", _in_world("flow_runs", start_time={"before_": "{now}"}), "blue teal"),
    ("started after now", "flow_runs", _in_world("flow_runs", start_time={"after_": "{now}"}), ""),
    ("expected later", "flow_runs", _in_world("flow_runs", expected_start_time={"after_": "{soon}"}), "red"),
    ("expected between", "flow_runs", _in_world("flow_runs", expected_start_time={
        "after_": "2022-01-01T00:00:00Z", "before_": "{soon}"}), "blue green teal subflow"),
    ("next start", "flow_runs", _in_world("flow_runs", next_scheduled_start_time={"after_": "2022-01-01"}), "red"),
    ("no next start is not before anything", "flow_runs", _in_world("flow_runs", next_scheduled_start_time={"before_": "{soon}"}), ""),
    ("by parent", "flow_runs", _in_world("flow_runs", parent_task_run_id={"any_": ["{stand}"]}), "subflow"),
    ("without a parent", "flow_runs", _in_world("flow_runs", parent_task_run_id={"is_null_": True}), "red green blue teal"),
    ("with any task run", "flow_runs", {**WORLD, "task_runs": {}}, "blue teal"),
    ("with a task run of that state", "flow_runs", {**WORLD, "task_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}, "blue"),
    ("with any deployment", "flow_runs", {**WORLD, "deployments": {}}, "red green"),
    ("of a deployment with those tags", "flow_runs", {**WORLD, "deployments": {"tags": {"all_": ["y"]}}}, "green"),
    ("fields joined by or", "flow_runs", _in_world("flow_runs", operator="or_", name={"like_": "teal"}, tags={"all_": ["y"]}), "red green teal"),

    ("of the flows", "task_runs", WORLD, "weigh pack ship stand"),
    ("by tags", "task_runs", _in_world("task_runs", tags={"all_": ["m", "n"]}), "weigh"),
    ("without tags", "task_runs", _in_world("task_runs", tags={"is_null_": True}), "pack stand"),
    ("by state", "task_runs", _in_world("task_runs", state={"type": {"any_": ["SCHEDULED", "COMPLETED"]}}), "weigh pack"),
    ("by name", "task_runs", _in_world("task_runs", name={"any_": ["{mark} pack"]}), "pack"),
    ("started", "task_runs", _in_world("task_runs", start_time={"is_null_": False}), "weigh"),
    ("parents of subflows", "task_runs", _in_world("task_runs", subflow_runs={"exists_": True}), "stand"),
    ("no parents of subflows", "task_runs", _in_world("task_runs", subflow_runs={"exists_": False}), "weigh pack ship"),
    ("of a run of that name", "task_runs", {**WORLD, "flow_runs": {"name": {"like_": "teal"}}}, "ship"),
    ("of a deployment", "task_runs", {**WORLD, "deployments": {}}, ""),

    ("of the flows", "deployments", WORLD, "one two three"),
    ("by name", "deployments", _in_world("deployments", name={"like_": "-t"}), "two three"),
    ("with an active schedule", "deployments", _in_world("deployments", is_schedule_active={"eq_": True}), "one three"),
    ("by queue", "deployments", _in_world("deployments", work_queue_name={"any_": ["{mark}-q1", "{mark}-q2"]}), "one"),
    ("by tags", "deployments", _in_world("deployments", tags={"all_": ["x"]}), "one three"),
    ("with a waiting run", "deployments", {**WORLD, "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}, "one"),
    ("with task runs", "deployments", {**WORLD, "task_runs": {}}, ""),
    ("of one flow", "deployments", {"flows": {"id": {"any_": ["{beta}"]}}}, "three"),

    ("by name", "work_queues", {"work_queues": {"name": {"any_": ["{mark}-q1"]}}}, "q1"),
    ("by beginnings, any case", "work_queues", {"work_queues": {"name": {"startswith_": ["{mark}-q", "nothing"]}}}, "q1 Q2"),
    ("by beginning, not by part", "work_queues", {"work_queues": {"name": {"startswith_": ["-q1"]}}}, ""),
]

SORTS = [
    ("flows", {"flows": {"id": {"any_": ["{alpha}", "{beta}", "{gamma}"]}}}, "CREATED_DESC", "gamma beta alpha"),
    ("flows", {"flows": {"id": {"any_": ["{alpha}", "{gamma}"]}}}, "NAME_DESC", "gamma alpha"),
    ("deployments", WORLD, "NAME_ASC", "one three two"),
    ("deployments", WORLD, "NAME_DESC", "two three one"),
    ("deployments", WORLD, "CREATED_DESC", "three two one"),
    ("flow_runs", WORLD, "NAME_ASC", "blue green red subflow teal"),
    ("flow_runs", WORLD, "NAME_DESC", "teal subflow red green blue"),
    ("flow_runs", WORLD, "EXPECTED_START_TIME_ASC", "green blue teal subflow red"),
    ("flow_runs", WORLD, "EXPECTED_START_TIME_DESC", "red subflow teal blue green"),
    ("flow_runs", WORLD, "START_TIME_ASC", "green blue teal subflow red"),
    ("flow_runs", WORLD, "START_TIME_DESC", "red subflow teal blue green"),
    ("flow_runs", {"flow_runs": {"id": {"any_": ["{blue}"]}}}, "END_TIME_DESC", "blue"),
    ("flow_runs", {"flow_runs": {"id": {"any_": ["{red}"]}}}, "NEXT_SCHEDULED_START_TIME_ASC", "red"),
    ("task_runs", WORLD, "NAME_ASC", "pack ship stand weigh"),
    ("task_runs", WORLD, "NAME_DESC", "weigh stand ship pack"),
]
