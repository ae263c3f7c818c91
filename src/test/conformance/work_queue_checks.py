"""Every `work-queue` command. `cli` is the command under test: the real one or Rigel's, whose word for itself is `word`."""
import uuid

import planting
from harness import SOMETHING, same


def work_queue_commands(run, cli, word):
    name = run.fresh(f"{word}-queue")
    queue = {}

    def read():
        return run.get(f"/work_queues/name/{name}")

    def check(command):
        return run.check(f"{word} work-queue {command}")

    with check("create with a limit"):
        shown = cli("work-queue", "create", name, "--limit", "3").ok(
            "Created work queue with properties:", f"name - '{name}'", "concurrency limit - 3",
            f"{word} agent start -q '{name}'", f"{word} work-queue inspect '{name}'",
        )
        queue.update(read())
        shown.says(f"id - {queue['id']}")
        same(queue, {"concurrency_limit": 3, "is_paused": False, "description": "", "filter": None, "last_polled": None})

    with check("create of a name that exists"):
        cli("work-queue", "create", name).exits(1, f"Work queue with name: '{name}' already exists.")

    with check("create with a character that is not allowed"):
        refused = cli("work-queue", "create", name + "/x")
        assert refused.status == 1, refused

    with check("create with tags makes a legacy queue"):
        cli("work-queue", "create", name + "-tags", "-t", "b", "-t", "a").ok("tags - a, b", "deprecated")
        same(run.get(f"/work_queues/name/{name}-tags")["filter"], {"tags": ["b", "a"]})

    with check("set-concurrency-limit"):
        cli("work-queue", "set-concurrency-limit", name, "7").ok(f"Concurrency limit of 7 set on work queue '{name}'")
        same(read(), {"concurrency_limit": 7})

    with check("ls shows names, ids and limits"):
        shown = cli("work-queue", "ls").ok("Work Queues", "(**) denotes a paused queue", queue["id"])
        row = next(line for line in shown.out.splitlines() if queue["id"] in line)
        assert name in row and "7" in row.split(queue["id"])[1], row

    with check("clear-concurrency-limit"):
        cli("work-queue", "clear-concurrency-limit", name).ok(f"Concurrency limits removed on work queue '{name}'")
        same(read(), {"concurrency_limit": None})

    with check("pause"):
        cli("work-queue", "pause", name).ok(f"Paused work queue '{name}'")
        same(read(), {"is_paused": True})

    with check("ls marks the paused queue"):
        cli("work-queue", "ls", "--match", name).ok(f"{name} (**)")

    with check("resume by id"):
        cli("work-queue", "resume", queue["id"]).ok(f"Resumed work queue '{queue['id']}'")
        same(read(), {"is_paused": False})

    with check("inspect"):
        cli("work-queue", "inspect", name).ok("WorkQueue(", f"id='{queue['id']}'", f"name='{name}'")

    with check("inspect without a name"):
        cli("work-queue", "inspect").exits(1, "Provide a work queue name.")

    with check("ls -v shows the filter of a legacy queue"):
        cli("work-queue", "ls", "--verbose").ok("Filter (Deprecated)", '"tags":["b","a"]')

    with check("preview of an empty queue"):
        cli("work-queue", "preview", name).ok("No runs found - try increasing how far into the future you preview")

    with check("preview shows what is due within the hours"):
        deployment = planting.deployment(run, run.fresh("previewed"), name, name)
        soon = planting.flow_run(run, deployment, 600)
        late = planting.flow_run(run, deployment, -600)
        far = planting.flow_run(run, deployment, 2 * 3600)
        cli("work-queue", "preview", name).ok(
            soon["id"], late["id"], soon["name"], deployment["id"], "(**) denotes a late run",
        ).lacks(far["id"])
        cli("work-queue", "preview", name, "--hours", "3").ok(soon["id"], far["id"])
        same(read(), {"last_polled": SOMETHING})

    with check("delete"):
        cli("work-queue", "delete", name).ok(f"Deleted work queue '{name}'")
        run.get(f"/work_queues/name/{name}", 404)
        cli("work-queue", "delete", name + "-tags").ok()

    with check("commands on a queue that does not exist"):
        for command in (["inspect"], ["pause"], ["resume"], ["preview"], ["delete"], ["clear-concurrency-limit"]):
            cli("work-queue", *command, name).exits(1, f"No work queue named '{name}' found.")
            # One command by id is enough: they share the look-up.
        unknown = str(uuid.uuid4())
        cli("work-queue", "pause", unknown).exits(1, f"No work queue found: '{unknown}'")
