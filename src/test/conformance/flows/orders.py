"""The flows that agents run in the conformance suite."""
import time

from prefect import flow, get_run_logger, task
from prefect.context import get_run_context


@task
def fetch(number: int):
    get_run_logger().info("fetched order %s", number)
    return number


@task(retries=1)
def weigh(numbers):
    if get_run_context().task_run.run_count == 1:
        raise RuntimeError("the scales are not ready")
    return sum(numbers)


@task
def stamp(total):
    return f"total {total}"


@flow
def invoice(total: int, customer: str):
    return stamp(total)


@flow
def orders(count: int = 3, customer: str = "nobody"):
    """Several tasks, a task that is retried, and a subflow."""
    get_run_logger().warning("orders for %s", customer)
    total = weigh(fetch.map(range(count)))
    invoice(total, customer)
    return total


attempts = []


@flow(retries=1)
def second_try():
    """Fails once, then completes: the task that completed is not run again."""
    attempts.append(1)
    fetch(len(attempts))
    if len(attempts) == 1:
        raise RuntimeError("the first attempt fails")


@task
def open_jar():
    raise ValueError("the lid is stuck")


@task
def eat(jar):
    return jar


@flow
def unlucky():
    """One task fails, the next is never started."""
    eat.submit(open_jar.submit())


@task(tags=["one-at-a-time"])
def use_scales(seconds: float):
    time.sleep(seconds)


@flow
def guarded():
    """Two tasks under a concurrency limit of one; the second asks while the first holds the slot."""
    first = use_scales.submit(6)
    time.sleep(3)
    second = use_scales.submit(0)
    return [first, second]


@flow
def tick():
    """As little as a flow can do."""
