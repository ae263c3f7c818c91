"""The conformance suite: starts what is to be tested, runs the scenarios, prints the tally. Called by `run`."""
import argparse
import concurrent.futures
import contextlib
import pathlib
import signal
import sys
import tempfile
import time

import agent_checks
import command_checks
import flow_checks
import orchestration_checks
import rigel_checks
import schedule_checks
import servers
import venvs
import wire_checks
import work_queue_checks
from harness import Run, Skipped, Tally

# Longest first: scenarios share two workers.
PREFECT_CLIENT = {
    "flows": flow_checks.flows_by_agent,
    "agents": agent_checks.agent_options,
    "schedules": schedule_checks.schedules_by_agent,
    "deployments": flow_checks.deployment_commands,
    "work-queues": lambda run: work_queue_checks.work_queue_commands(run, run.prefect, "prefect"),
    "concurrency-limits": command_checks.concurrency_limit_commands,
    "blocks": command_checks.block_commands,
    "runs": command_checks.flow_and_flow_run_commands,
    "dates": schedule_checks.dates,
    "gate": orchestration_checks.transitions,
    "wire": wire_checks.wire,
    "wire-blocks": wire_checks.wire_of_blocks,
    "filters": wire_checks.filters,
    "profiles": command_checks.profile_commands,
}
RIGEL_CLIENT = {
    "rigel-agent": rigel_checks.rigel_agent,
    "rigel-work-queues": lambda run: work_queue_checks.work_queue_commands(run, run.rigel, "rigel"),
}


def main():
    options = _options()
    scenarios = {}
    if options.client in ("prefect", "both"):
        scenarios.update(PREFECT_CLIENT)
    if options.client == "rigel" or (options.client == "both" and venvs.RIGEL.exists()):
        scenarios.update(RIGEL_CLIENT)
    if options.only:
        unknown = set(options.only) - set(scenarios)
        if unknown:
            sys.exit(f"no such scenario: {', '.join(sorted(unknown))}; there are {', '.join(scenarios)}")
        scenarios = {name: scenarios[name] for name in scenarios if name in options.only}

    tally = Tally()
    started = time.monotonic()
    with contextlib.ExitStack() as stack:
        work = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rigel-conformance-")))
        url = stack.enter_context(servers.chosen_server(options, work))
        print(f"server: {options.server} at {url}", flush=True)
        run = Run(url, options.server, work, venvs.RIGEL, tally)
        _play(run, tally, scenarios, options.jobs)
    if options.client == "both" and not venvs.RIGEL.exists():
        with tally.check("rigel's own client"):
            raise Skipped("there is no ./rigel yet")
    print(f"took {time.monotonic() - started:.0f} s")
    print(tally.summary())
    return 1 if tally.failed else 0


def _play(run, tally, scenarios, jobs):
    pool = concurrent.futures.ThreadPoolExecutor(jobs)
    playing = [pool.submit(_scenario, run, tally, name, scenarios[name]) for name in scenarios]
    try:
        for scenario in playing:
            scenario.result()
    except BaseException:
        # Interrupted. The threads see it at their next check, so the servers need not wait for them.
        tally.stopped = True
        pool.shutdown(wait=False, cancel_futures=True)
        run.stop()
        raise


def _scenario(run, tally, name, scenario):
    """What escapes a scenario outside its checks is a failure too, and does not stop the others."""
    escaped = []
    try:
        scenario(run)
    except Exception as problem:
        escaped.append(problem)
    if escaped:
        with tally.check(f"{name}: everything needed could be prepared"):
            raise escaped[0]


def _options():
    parser = argparse.ArgumentParser(prog="run", description=__doc__)
    servers.add_options(parser)
    parser.add_argument("--client", choices=["prefect", "rigel", "both"], default="both",
                        help="whose command line and agent are used (default: both)")
    parser.add_argument("--only", action="append", metavar="SCENARIO", help="run only this scenario (repeat)")
    parser.add_argument("--jobs", type=int, default=2, help="scenarios at the same time (default: 2)")
    return parser.parse_args()


if __name__ == "__main__":
    # So that a stopped run still ends its servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
