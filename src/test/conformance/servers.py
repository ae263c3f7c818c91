"""Starts the servers under test: the reference, Rigel, and a PostgreSQL cluster for it. All on loopback, all temporary."""
import contextlib
import glob
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import venvs
from processes import stop_group

# a server that starts while a browser and a database are tested beside it has few seconds of a core in a minute
START_SECONDS = 300


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def add_options(parser):
    """The options that choose the server under test."""
    parser.add_argument("--server", choices=["rigel", "prefect"], default="rigel",
                        help="which server is started, or answers at --url (default: rigel)")
    parser.add_argument("--database", choices=["h2", "postgresql"], default="h2",
                        help="what Rigel stores in; PostgreSQL is started too unless RIGEL_DATABASE_URL is set")
    parser.add_argument("--url", help="test a running server, for example http://127.0.0.1:4200/api")


@contextlib.contextmanager
def chosen_server(options, work):
    """The server that the options ask for. Gives the API's address; what was started ends with the block."""
    if options.url:
        yield options.url.rstrip("/")
    elif options.server == "prefect":
        with prefect_server(work) as url:
            yield url
    else:
        with rigel_server(options.database) as url:
            yield url


@contextlib.contextmanager
def prefect_server(work):
    """The reference: a Prefect 2.6.9 server with an SQLite file. Gives the API's address."""
    port = free_port()
    venv_bin = venvs.CLIENT.home / "bin"
    env = dict(os.environ, PREFECT_HOME=str(work / "reference"), PREFECT_ORION_ANALYTICS_ENABLED="false")
    env["PATH"] = f"{venv_bin}{os.pathsep}{env['PATH']}"
    command = [str(venv_bin / "prefect"), "orion", "start", "--port", str(port)]
    with _running(command, env, "prefect-server.log", f"http://127.0.0.1:{port}/api/health"):
        yield f"http://127.0.0.1:{port}/api"


@contextlib.contextmanager
def rigel_server(database):
    """Rigel from the built artifacts, on an H2 file or on PostgreSQL. Gives the API's address."""
    if not venvs.RIGEL.exists():
        sys.exit(f"{venvs.RIGEL} is missing")
    port = free_port()
    with contextlib.ExitStack() as stack:
        # Under target, where its log can be read afterwards.
        home = venvs.TARGET / "rigel-home"
        shutil.rmtree(home, ignore_errors=True)
        # the checks ask from there what the reference allows everybody
        # and the fuzz empties the database
        env = dict(os.environ, RIGEL_HOME=str(home), RIGEL_ALLOWED_ORIGINS="http://elsewhere.example",
                   RIGEL_DATABASE_RESET_ALLOWED="true")
        if database == "postgresql" and "RIGEL_DATABASE_URL" not in env:
            env.update(stack.enter_context(postgresql()))
        elif database == "h2":
            env = {k: v for k, v in env.items() if not k.startswith("RIGEL_DATABASE_")}
        command = [str(venvs.RIGEL), "server", "start", "--port", str(port)]
        health = f"http://127.0.0.1:{port}/api/health"
        stack.enter_context(_running(command, env, "rigel-server.log", health))
        yield f"http://127.0.0.1:{port}/api"


@contextlib.contextmanager
def wildfly_server():
    """Rigel on the WildFly that the profile of that name unpacks, on RIGEL_DATABASE_URL. Gives the API's address."""
    homes = sorted(venvs.ROOT.glob("target/wildfly-*/"))
    if not homes:
        sys.exit("no target/wildfly-*: mvn pre-integration-test -Pwildfly -DskipTests unpacks one")
    base = venvs.TARGET / "wildfly"
    shutil.rmtree(base, ignore_errors=True)
    shutil.copytree(homes[-1] / "standalone" / "configuration", base / "configuration")
    (base / "deployments").mkdir()
    shutil.copy(venvs.ROOT / "target" / "rigel.war", base / "deployments")
    subprocess.run([homes[-1] / "bin/jboss-cli.sh", f"--file={venvs.ROOT}/server-config/wildfly/rigel.cli",
                    f"-Djboss.server.base.dir={base}"], check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    ports = [f"-Djboss.http.port={port}", f"-Djboss.https.port={free_port()}", f"-Djboss.management.http.port={free_port()}"]
    command = [str(homes[-1] / "bin/standalone.sh"), f"-Djboss.server.base.dir={base}", *ports]
    env = dict(os.environ, RIGEL_HOME=str(venvs.TARGET / "rigel-home"))
    with _running(command, env, "wildfly-server.log", f"http://127.0.0.1:{port}/api/health"):
        yield f"http://127.0.0.1:{port}/api"


@contextlib.contextmanager
def postgresql():
    """A new cluster of the machine's PostgreSQL. Gives the environment that points Rigel to it."""
    with cluster() as database:
        yield database.environment()


@contextlib.contextmanager
def cluster():
    """A new, running cluster of the machine's PostgreSQL; its end ends it."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="rigel-postgresql-"))
    database = Cluster(home)
    try:
        database.create()
        database.start()
        yield database
    finally:
        database.stop()
        shutil.rmtree(home, ignore_errors=True)


class Cluster:
    """A PostgreSQL of the test's own, which it may stop and start again."""

    def __init__(self, home):
        self.home, self.port, self.binaries = home, free_port(), _postgresql_binaries()
        # The server refuses to run as root, so root lends the cluster to another user.
        self.owner = {}
        if os.getuid() == 0:
            account = pwd.getpwnam(_unprivileged())
            os.chown(home, account.pw_uid, account.pw_gid)
            self.owner = {"user": account.pw_name, "group": account.pw_gid, "extra_groups": []}
        self.server = None

    def environment(self):
        return {
            "RIGEL_DATABASE_URL": f"jdbc:postgresql://127.0.0.1:{self.port}/postgres",
            "RIGEL_DATABASE_USER": "rigel",
            "RIGEL_DATABASE_PASSWORD": "rigel",
        }

    def create(self):
        subprocess.run(
            [self.binaries / "initdb", "-D", self.home / "data", "-U", "rigel", "-A", "trust", "-E", "UTF8",
             "--locale=C", "-N"],
            check=True, cwd=self.home, stdout=subprocess.DEVNULL, **self.owner,
        )

    def start(self):
        command = [self.binaries / "postgres", "-D", self.home / "data", "-p", str(self.port), "-k", self.home]
        command += ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=100"]
        with open(self.home / "log", "a") as log:
            self.server = subprocess.Popen(
                command, cwd=self.home, stdout=log, stderr=log, start_new_session=True, **self.owner)
        _await(self.server, self.home / "log", lambda: _accepts(self.port))

    def stop(self):
        if self.server:
            # SIGINT: PostgreSQL's fast shutdown, which does not wait for its clients.
            stop_group(self.server, 2)

    def execute(self, statement):
        """Runs a statement with psql; gives what it prints, bare."""
        command = [self.binaries / "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "rigel", "-d", "postgres"]
        return subprocess.run([*command, "-Atqc", statement], check=True, text=True, stdout=subprocess.PIPE).stdout


def _postgresql_binaries():
    found = [shutil.which("initdb")] + sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)
    for initdb in filter(None, found):
        return pathlib.Path(initdb).resolve().parent
    sys.exit("no PostgreSQL server is installed; set RIGEL_DATABASE_URL, _USER and _PASSWORD to use a running one")


def _unprivileged():
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _accepts(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def _running(command, env, log_name, health):
    """A server process from when `health` answers until the block ends; what it prints stays in target/conformance."""
    log = venvs.TARGET / log_name
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w") as out:
        server = subprocess.Popen(command, env=env, cwd=log.parent, stdin=subprocess.DEVNULL,
                                  stdout=out, stderr=out, start_new_session=True)
    try:
        _await(server, log, lambda: _answers(health))
        yield
    finally:
        stop_group(server)


def _answers(health):
    try:
        return urllib.request.urlopen(health, timeout=10).status == 200
    except OSError:
        return False


def _await(server, log, ready):
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"{server.args[0]} did not start:\n" + log.read_text()[-3000:])
        time.sleep(0.25)
