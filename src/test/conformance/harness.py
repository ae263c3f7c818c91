"""What every check uses: the named checks and their tally, the command lines under test, waiting, comparing."""
import contextlib
import dataclasses
import os
import pathlib
import re
import subprocess
import sys
import threading
import time
import traceback
import uuid

import httpx

from processes import stop_group

COMMAND_TIMEOUT_SECONDS = 180


class Skipped(Exception):
    """The check does not apply here; the text says why."""


class Stopped(BaseException):
    """The run was interrupted: the scenario is left, whatever check it is in."""


class Tally:
    """Counts and prints the outcome of every check. Safe for several threads."""

    def __init__(self):
        self.passed, self.failed, self.skipped = [], [], []
        self.stopped = False
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def check(self, name):
        """One named check: passes when its body ends without an exception."""
        if self.stopped:
            raise Stopped
        started = time.monotonic()
        try:
            yield
        except Skipped as why:
            self._note(self.skipped, "SKIP", name, started, str(why))
        except AssertionError as why:
            self._note(self.failed, "FAIL", name, started, str(why) or _last_line(why))
        except Exception as problem:
            self._note(self.failed, "FAIL", name, started, f"{type(problem).__name__}: {problem} ({_last_line(problem)})")
        else:
            self._note(self.passed, "PASS", name, started, "")

    def _note(self, names, word, name, started, reason):
        with self._lock:
            names.append(name)
            took = time.monotonic() - started
            print(f"{word} {name} ({took:.1f} s)" + (f"\n     {_indent(reason)}" if reason else ""), flush=True)

    def summary(self):
        skipped = f", {len(self.skipped)} skipped" if self.skipped else ""
        return f"{len(self.passed)} passed, {len(self.failed)} failed{skipped}"


@dataclasses.dataclass
class Result:
    """What a command printed (both streams) and its exit status."""

    command: str
    status: int
    out: str

    def ok(self, *texts):
        return self.exits(0, *texts)

    def exits(self, status, *texts):
        assert self.status == status, f"{self.command}: exit status {self.status}, expected {status}:\n{self.out}"
        return self.says(*texts)

    def says(self, *texts):
        for text in texts:
            assert text in self.out, f"{self.command}: {text!r} is missing in\n{self.out}"
        return self

    def lacks(self, text):
        assert text not in self.out, f"{self.command}: {text!r} should not be in\n{self.out}"
        return self


class Run:
    """One run of the suite: the server under test and the clients that talk to it."""

    def __init__(self, url, server, work, rigel_launcher, tally):
        self.url = url
        self.server = server
        self.work = pathlib.Path(work)
        self.rigel_launcher = rigel_launcher
        self.check = tally.check
        self._commands = set()
        # The reference resets a connection after a 500, so there each request gets its own.
        kept = None if server == "rigel" else 0
        self.api = httpx.Client(base_url=url, timeout=60, limits=httpx.Limits(max_keepalive_connections=kept))
        self.venv_bin = pathlib.Path(sys.executable).parent
        # Runs of the suite against one server must not see each other's things.
        self._mark = uuid.uuid4().hex[:6]

    @property
    def against_rigel(self):
        return self.server == "rigel"

    def stop(self):
        """Ends the commands that are running now; for an interrupted run."""
        for process in list(self._commands):
            stop_group(process)

    def fresh(self, name):
        """A name nobody else uses on this server."""
        return f"{name}-{self._mark}"

    def environment(self, **extra):
        """The environment of every client: no settings of the caller's, wide output without colours."""
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "RIGEL_"))}
        env.update(
            PATH=f"{self.venv_bin}{os.pathsep}{env['PATH']}",
            PREFECT_API_URL=self.url,
            PREFECT_HOME=str(self.work / "prefect"),
            PREFECT_CLI_COLORS="false",
            PREFECT_CLI_WRAP_LINES="false",
            PREFECT_AGENT_QUERY_INTERVAL="1",
            RIGEL_HOME=str(self.work / "rigel"),
            COLUMNS="240",
        )
        env.update(extra)
        return {k: v for k, v in env.items() if v is not None}

    def prefect(self, *args, **options):
        """Runs the unmodified `prefect` command."""
        return self.command([str(self.venv_bin / "prefect"), *args], **options)

    def python(self, *args, **options):
        return self.command([sys.executable, *args], **options)

    def rigel(self, *args, **options):
        """Runs Rigel's own command."""
        return self.command([str(self.rigel_launcher), *args], **options)

    def command(self, command, cwd=None, stdin=None, timeout=COMMAND_TIMEOUT_SECONDS, **env):
        shown = " ".join([pathlib.Path(command[0]).name, *command[1:]])
        process = subprocess.Popen(
            command,
            cwd=cwd or self.work,
            env=self.environment(**env),
            stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._commands.add(process)
        try:
            out, _ = process.communicate(stdin, timeout=timeout)
        except subprocess.TimeoutExpired:
            stop_group(process)
            out, _ = process.communicate()
            raise AssertionError(f"{shown}: still running after {timeout} s:\n{out}")
        finally:
            self._commands.discard(process)
        self._demand_pages(shown, out)
        return Result(shown, process.returncode, out)

    def _demand_pages(self, shown, out):
        """Whoever clicks on what a command has printed sees a page. (The reference's come from its own build.)"""
        pages = re.sub("api$", "", self.url)
        for address in set(re.findall(r"https?://[^\s'\"<>()]+", out)) if self.against_rigel else ():
            if address.startswith(pages) and not address.startswith(self.url):
                status = self.api.get(address).status_code
                assert status == 200, f"{shown}: printed {address}, which is answered with {status}"

    def get(self, path, status=200, **params):
        return self.call("GET", path, None, status, **params)

    def post(self, path, body=None, status=(200, 201)):
        return self.call("POST", path, body, status)

    def call(self, method, path, body=None, status=(200, 201, 204), headers=None, **params):
        """The decoded answer of one request that must have (one of) the given status."""
        answer = self.api.request(method, path, json=body, params=params or None, headers=headers)
        allowed = status if isinstance(status, tuple) else (status,)
        assert answer.status_code in allowed, (
            f"{method} {path} {body}: status {answer.status_code}, expected {status}: {answer.text[:600]}"
        )
        return answer.json() if answer.content else None


def eventually(probe, seconds, what):
    """The first true answer of `probe`, asked every quarter of a second; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        answer = probe()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"{what}: not within {seconds} s, last seen {answer!r}"
        time.sleep(0.25)


class Any:
    """Stands in an expected answer for a value that only has to satisfy a condition."""

    def __init__(self, description, test):
        self.description, self.test = description, test

    def __repr__(self):
        return self.description


ANYTHING = Any("anything", lambda value: True)
SOMETHING = Any("something", lambda value: value is not None)


def same(actual, expected, at="answer"):
    """Compares an answer with what is expected of it: objects may hold more, lists may not."""
    if isinstance(expected, Any):
        assert expected.test(actual), f"{at} is {actual!r}, expected {expected}"
    elif isinstance(expected, dict):
        assert isinstance(actual, dict), f"{at} is {actual!r}, expected an object with {expected!r}"
        for key, value in expected.items():
            assert key in actual, f"{at} has no {key!r}: {actual!r}"
            same(actual[key], value, f"{at}.{key}")
    elif isinstance(expected, list):
        assert isinstance(actual, list) and len(actual) == len(expected), f"{at} is {actual!r}, expected {expected!r}"
        for position, value in enumerate(expected):
            same(actual[position], value, f"{at}[{position}]")
    else:
        equal = actual == expected and isinstance(actual, bool) == isinstance(expected, bool)
        assert equal, f"{at} is {actual!r}, expected {expected!r}"


def _last_line(problem):
    frame = traceback.extract_tb(problem.__traceback__)[-1]
    return f"{pathlib.Path(frame.filename).name}:{frame.lineno}: {frame.line}"


def _indent(text, limit=3000):
    return text[:limit].rstrip().replace("\n", "\n     ")
