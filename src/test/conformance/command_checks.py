"""The commands of the real CLI that administer things: concurrency limits, flows, flow runs, blocks, profiles."""
import pathlib
import re
import uuid

import planting
from harness import same

FLOWS = pathlib.Path(__file__).resolve().parent / "flows"


def concurrency_limit_commands(run):
    tag = run.fresh("tag")
    with run.check("prefect concurrency-limit create"):
        run.prefect("concurrency-limit", "create", tag, "2").ok(
            "Created concurrency limit with properties:", f"tag - '{tag}'", "concurrency_limit - 2"
        )
        same(run.get(f"/concurrency_limits/tag/{tag}"), {"tag": tag, "concurrency_limit": 2, "active_slots": []})

    with run.check("prefect concurrency-limit create replaces the limit"):
        run.prefect("concurrency-limit", "create", tag, "5").ok()
        same(run.get(f"/concurrency_limits/tag/{tag}"), {"concurrency_limit": 5})

    with run.check("prefect concurrency-limit ls"):
        run.prefect("concurrency-limit", "ls", "--limit", "200").ok("Concurrency Limits", tag, "Active Task Runs")

    with run.check("prefect concurrency-limit inspect"):
        limit = run.get(f"/concurrency_limits/tag/{tag}")
        run.prefect("concurrency-limit", "inspect", tag).ok(f"Concurrency Limit ID: {limit['id']}", "Active Task Run IDs")

    with run.check("prefect concurrency-limit delete"):
        run.prefect("concurrency-limit", "delete", tag).ok(f"Deleted concurrency limit set on the tag: {tag}")
        run.get(f"/concurrency_limits/tag/{tag}", 404)

    with run.check("prefect concurrency-limit inspect and delete of an unknown tag"):
        for command in ("inspect", "delete"):
            run.prefect("concurrency-limit", command, tag).exits(1, f"No concurrency limit found for the tag: {tag}")


def flow_and_flow_run_commands(run):
    flow = planting.flow(run, run.fresh("listed"))
    waiting = run.post("/flow_runs/", {"flow_id": flow["id"], "name": "waits", "state": planting.scheduled(3600)})
    broken = run.post("/flow_runs/", {"flow_id": flow["id"], "name": "broke", "state": {"type": "FAILED", "name": "Sunk"}})

    with run.check("prefect flow ls"):
        run.prefect("flow", "ls", "--limit", "200").ok("Flows", flow["id"], flow["name"], "Created")

    with run.check("prefect flow-run ls of one flow"):
        shown = run.prefect("flow-run", "ls", "--flow-name", flow["name"])
        shown.ok("Flow Runs", waiting["id"], broken["id"], "SCHEDULED", "FAILED", "waits")
        assert re.search(r"in (5\d|60) minutes|in 1 hour", shown.out), shown.out

    with run.check("prefect flow-run ls by state name and by state type"):
        run.prefect("flow-run", "ls", "--state", "Sunk").ok(broken["id"]).lacks(waiting["id"])
        by_type = run.prefect("flow-run", "ls", "--state-type", "SCHEDULED", "--flow-name", flow["name"])
        by_type.ok(waiting["id"]).lacks(broken["id"])

    with run.check("prefect flow-run inspect"):
        run.prefect("flow-run", "inspect", broken["id"]).ok("FlowRun(", f"id='{broken['id']}'", "name='broke'", "Sunk")

    with run.check("prefect flow-run delete"):
        run.prefect("flow-run", "delete", broken["id"]).ok(f"Successfully deleted flow run '{broken['id']}'.")
        run.get(f"/flow_runs/{broken['id']}", 404)

    with run.check("prefect flow-run delete of an unknown run"):
        run.prefect("flow-run", "delete", broken["id"]).exits(1, f"Flow run '{broken['id']}' not found!")

    if run.against_rigel:
        _cancelling(run)


def _cancelling(run):
    """A run that its agent is about to end is RUNNING to clients that know no other word for it."""
    queue = run.fresh("cancelling")
    agent = run.post("/agents/", {"name": queue, "queues": [queue]})
    id_ = planting.flow_run(run, planting.deployment(run, queue, queue, queue))["id"]

    def exchange(**said):
        body = {"request_id": str(uuid.uuid4()), **said}
        return run.call("POST", f"/agents/{agent['id']}/exchange", body, (200, 201))

    def live():
        """Keeps the run the agent's: where the machine is busy, a few commands take longer than a lease."""
        exchange(flow_run_ids=[id_], ending_flow_run_ids=[id_])

    def prefect(*args):
        live()
        return run.prefect(*args)

    given = exchange(free=1)
    assert [claim["flow_run"]["id"] for claim in given["claims"]] == [id_], given
    planting.propose(run, "flow_runs", id_, "RUNNING")

    with run.check("a run that an agent has claimed is Cancelling, and RUNNING, until that has ended it"):
        for _ in range(2):
            answer = run.call("POST", f"/flow_runs/{id_}/cancel", None, 201)
            same(answer, {"status": "ACCEPT", "state": {"type": "RUNNING", "name": "Cancelling"}})
        same(run.get(f"/flow_runs/{id_}"), {"state_type": "RUNNING", "state_name": "Cancelling", "run_count": 1})

    with run.check("prefect reads, lists and filters a run that is being cancelled"):
        prefect("flow-run", "inspect", id_).ok(f"id='{id_}'", "Cancelling")
        prefect("flow-run", "ls", "--flow-name", queue).ok(id_, "RUNNING")
        prefect("flow-run", "ls", "--state", "Cancelling", "--flow-name", queue).ok(id_)
        script = (
            "import asyncio, sys\n"
            "from prefect.client import get_client\n"
            "async def read():\n"
            "    async with get_client() as client:\n"
            "        run = await client.read_flow_run(sys.argv[1])\n"
            "        print(run.state.type.value, run.state.name, run.state.is_running(), run.state.is_final())\n"
            "asyncio.run(read())\n"
        )
        live()
        run.python("-c", script, id_).ok("RUNNING Cancelling True False")

    with run.check("a proposal of a process that is to end is CANCELLED, and it ends"):
        live()
        answer = planting.propose(run, "flow_runs", id_, "FAILED", message="SIGTERM")
        same(answer, {"status": "REJECT", "state": {"type": "CANCELLED"}})
    run.call("DELETE", f"/agents/{agent['id']}", None, (200, 204))

def block_commands(run):
    slug = "conformancewarehouse"
    name = run.fresh("north")

    with run.check("prefect block register -f"):
        run.prefect("block", "register", "-f", str(FLOWS / "warehouse.py")).ok(
            "Successfully registered 1 block", "ConformanceWarehouse"
        )
        block_type = run.get(f"/block_types/slug/{slug}")

    with run.check("prefect block register a second time changes nothing"):
        run.prefect("block", "register", "-f", str(FLOWS / "warehouse.py")).ok("Successfully registered 1 block")
        body = {"block_schemas": {"block_type_id": {"any_": [block_type["id"]]}}}
        schemas = run.post("/block_schemas/filter", body)
        assert len(schemas) == 1, schemas

    with run.check("prefect block register -m registers built-in blocks"):
        run.prefect("block", "register", "-m", "prefect.blocks.system").ok("Secret", "JSON")

    with run.check("a block saved in Python is loaded again with its secret"):
        script = (
            "from warehouse import ConformanceWarehouse as W\n"
            f"W(address='Quay 5', key='open sesame').save({name!r})\n"
            f"w = W.load({name!r})\n"
            "print(w.address, w.key.get_secret_value())\n"
            f"W(address='Quay 6', key='open sesame').save({name!r}, overwrite=True)\n"
            f"print(W.load({name!r}).address)\n"
        )
        run.python("-c", script, cwd=FLOWS).ok("Quay 5 open sesame", "Quay 6")
        document = run.get(f"/block_types/slug/{slug}/block_documents/name/{name}")

    with run.check("prefect block ls"):
        run.prefect("block", "ls").ok("Blocks", document["id"], f"{slug}/{name}")

    with run.check("prefect block inspect by name and by id hides the secret"):
        for how in ([f"{slug}/{name}"], ["--id", document["id"]]):
            shown = run.prefect("block", "inspect", *how)
            shown.ok(f"{slug}/{name}", document["id"], "Quay 6", "********").lacks("open sesame")

    with run.check("prefect block create gives the address of its page"):
        run.prefect("block", "create", slug).ok(f"/blocks/catalog/{slug}/create")

    with run.check("prefect block type ls"):
        run.prefect("block", "type", "ls").ok("Block Types", slug, "local-file-system", "process", "secret")

    with run.check("prefect block type inspect"):
        run.prefect("block", "type", "inspect", slug).ok(block_type["id"], "Where orders are kept")

    with run.check("prefect block type delete of a protected type"):
        run.prefect("block", "type", "delete", "secret").exits(1, "Block Type 'secret' is a protected block!")

    with run.check("prefect block delete"):
        run.prefect("block", "delete", f"{slug}/{name}").ok(f"Deleted Block '{slug}/{name}'.")
        run.prefect("block", "delete", f"{slug}/{name}").exits(1, f"Block '{slug}/{name}' not found!")

    with run.check("prefect block type delete"):
        run.prefect("block", "type", "delete", slug).ok(f"Deleted Block Type '{slug}'.")
        run.get(f"/block_types/slug/{slug}", 404)
        run.prefect("block", "type", "inspect", slug).exits(1, f"Block type '{slug}' not found!")


def profile_commands(run):
    own = {"PREFECT_HOME": str(run.work / "profiles"), "PREFECT_API_URL": None}
    with run.check("prefect profile use connects"):
        run.prefect("profile", "create", "here", **own).ok()
        run.prefect("--profile", "here", "config", "set", f"PREFECT_API_URL={run.url}", **own).ok("Set 'PREFECT_API_URL'")
        run.prefect("profile", "use", "here", **own).ok("Connected to Prefect Orion using profile 'here'")

    with run.check("commands follow the active profile"):
        run.prefect("work-queue", "inspect", run.fresh("nowhere"), **own).exits(1, "No work queue named")

    with run.check("prefect profile use tells when no server answers"):
        run.prefect("profile", "create", "gone", **own).ok()
        run.prefect("--profile", "gone", "config", "set", "PREFECT_API_URL=http://127.0.0.1:9/api", **own).ok()
        run.prefect("profile", "use", "gone", **own).exits(1, "Error connecting to Prefect")
