"""A flow that goes on for a while, so that something can happen to its server meanwhile."""
import time

from prefect import flow, get_run_logger, task


@task
def tick(number: int, seconds: float):
    time.sleep(seconds)
    get_run_logger().info("tick %s", number)
    return number


@flow
def steady(ticks: int, seconds: float):
    """One task after the other."""
    return [tick(number, seconds) for number in range(ticks)]
