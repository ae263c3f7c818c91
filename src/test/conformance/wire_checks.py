"""Plays the rows of wire_rows.py, and the filters and sorts of filter_rows.py, against the API."""
import json
import uuid
from urllib.parse import urljoin

import filter_rows
import planting
import wire_rows
from harness import ANYTHING, same


def play(run, rows, words):
    words = dict(words)
    for row in rows:
        with run.check(f"wire: {row.why}: {row.request}"):
            answer = send(run, row, words)
            status, expect = row.status, row.expect
            if row.rigel and run.against_rigel:
                status, expect = row.rigel
            allowed = status if isinstance(status, tuple) else (status,)
            assert answer.status_code in allowed, f"status {answer.status_code}, expected {status}: {answer.text[:600]}"
            if row.keep:
                words[row.keep] = answer.json()["id"]
            if expect is None:
                assert answer.content == b"", f"expected no body: {answer.text[:600]}"
            elif expect is not ANYTHING:
                same(answer.json(), filled(expect, words))


def send(run, row, words):
    method, path = row.request.split(" ", 1)
    path = filled(path, words)
    headers = {"Content-Type": "application/json", **(row.headers or {})}
    body = filled(row.body, words)
    if body is None:
        return run.api.request(method, path, headers=row.headers)
    content = body if isinstance(body, str) else json.dumps(body)
    return run.api.request(method, path, content=content, headers=headers)


def filled(value, words):
    if isinstance(value, str):
        for word, text in words.items():
            value = value.replace("{" + word + "}", text)
        return value
    if isinstance(value, dict):
        return {filled(key, words): filled(member, words) for key, member in value.items()}
    if isinstance(value, list):
        return [filled(member, words) for member in value]
    return value


def wire(run):
    name = run.fresh("wire")
    flow = planting.flow(run, name)
    deployment = planting.deployment(run, name, name, name)
    flow_run = planting.flow_run(run, deployment, 3600)
    done = run.post("/flow_runs/", {"flow_id": flow["id"], "state": {"type": "RUNNING"}})
    task = run.post("/task_runs/", {"flow_run_id": done["id"], "name": "t", "task_key": "t", "dynamic_key": "0"})
    planting.propose(run, "flow_runs", done["id"], "COMPLETED")
    words = {
        "name": name,
        "unknown": str(uuid.uuid4()),
        "now": planting.now(),
        "flow": flow["id"],
        "deployment": deployment["id"],
        "queue": run.get(f"/work_queues/name/{name}")["id"],
        "run": flow_run["id"],
        "done": done["id"],
        "task": task["id"],
        "state": done["state_id"],
        "root": run.url.rsplit("/", 1)[0],
    }
    play(run, wire_rows.ROWS, words)

    with run.check("wire: a missing slash is a redirect"):
        answer = run.api.post("/flows", json={"name": name}, follow_redirects=False)
        assert answer.status_code == 307, answer.status_code
        assert urljoin(run.url + "/flows", answer.headers["location"]) == run.url + "/flows/", answer.headers["location"]

    with run.check("wire: any origin may ask"):
        answer = run.api.get("/health", headers={"Origin": "http://elsewhere.example"})
        assert answer.headers["access-control-allow-origin"] in ("*", "http://elsewhere.example"), answer.headers
        asked = {"Origin": "http://elsewhere.example", "Access-Control-Request-Method": "PATCH",
                 "Access-Control-Request-Headers": "x-prefect-api-version"}
        answer = run.api.options("/flows/", headers=asked)
        assert answer.status_code == 200 and "access-control-allow-methods" in answer.headers, answer

    with run.check("wire: an answer has exactly the members of the contract, in its types"):
        fields = (
            "id created updated name flow_id state_id deployment_id work_queue_name flow_version parameters"
            " idempotency_key context empirical_policy tags parent_task_run_id state_type state_name run_count"
            " expected_start_time next_scheduled_start_time start_time end_time total_run_time estimated_run_time"
            " estimated_start_time_delta auto_scheduled infrastructure_document_id infrastructure_pid created_by state"
        )
        lacking = set(fields.split()) - set(flow_run)
        assert not lacking, lacking
        same(flow_run["state"]["state_details"], dict.fromkeys(
            ("task_run_id", "child_flow_run_id", "cache_key", "cache_expiration")))
        assert flow_run["created"].endswith("+00:00"), flow_run["created"]

    with run.check("wire: a deleted queue is gone, though an agent polled it"):
        body = {"limit": 1, "agent_id": str(uuid.uuid4())}
        run.post(f"/work_queues/{words['queue']}/get_runs", body)
        run.call("DELETE", f"/work_queues/{words['queue']}", status=204 if run.against_rigel else (204, 409))


def wire_of_blocks(run):
    document = planting.process_block(run)
    words = {
        "name": run.fresh("wire"),
        "unknown": str(uuid.uuid4()),
        "document": document["id"],
        "schema": document["block_schema_id"],
        "type": document["block_type_id"],
    }
    play(run, wire_rows.BLOCK_ROWS, words)


def filters(run):
    world = filter_rows.plant(run)
    for why, kind, body, expected in filter_rows.FILTERS:
        with run.check(f"filter: {kind}: {why}"):
            asked = filled(body, world.words)
            found = run.post(f"/{kind}/filter", asked)
            names = sorted(world.names[thing["id"]] for thing in found if thing["id"] in world.names)
            assert names == sorted(expected.split()), f"found {names}, expected {expected.split()} for {asked}"
            if kind != "work_queues" and kind != "logs" and all(thing["id"] in world.names for thing in found):
                assert run.post(f"/{kind}/count", asked) == len(found)
    for kind, scope, sort, expected in filter_rows.SORTS:
        with run.check(f"sort: {kind} by {sort}"):
            found = run.post(f"/{kind}/filter", {**filled(scope, world.words), "sort": sort})
            names = [world.names[thing["id"]] for thing in found]
            assert names == expected.split(), f"{names}, expected {expected.split()}"
            half = run.post(f"/{kind}/filter", {**filled(scope, world.words), "sort": sort, "limit": 2, "offset": 1})
            assert [world.names[thing["id"]] for thing in half] == expected.split()[1:3]
