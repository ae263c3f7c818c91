"""Ending what was started, with everything below it."""
import contextlib
import os
import subprocess


def stop_group(process, signal_number=15):
    """Ends a process started with its own session, and all its children."""
    for number, patience in ((signal_number, 10), (9, 10)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            break
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, 9)
