"""Virtual environments from checked-in constraints, kept under target/conformance until the constraints change."""
import hashlib
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TARGET = ROOT / "target" / "conformance"
RIGEL = ROOT / "rigel"

NO_INDEX = 69
NO_VENV = 70


class Venv:
    """A virtual environment `name` holding `packages`, every version decided by the file `constraints`."""

    def __init__(self, name, constraints, packages):
        self.home = TARGET / name
        self.constraints = HERE / constraints
        self.packages = packages

    def python(self):
        """The path of the interpreter; installs first when needed, and ends the program when it cannot."""
        stamp = self.home / "stamp"
        wanted = hashlib.sha256(self.constraints.read_bytes()).hexdigest()
        if not stamp.exists() or stamp.read_text() != wanted:
            self._install()
            stamp.write_text(wanted)
        return str(self.home / "bin" / "python")

    def _install(self):
        print(f"installing {' '.join(self.packages)} into {self.home.relative_to(ROOT)}", flush=True)
        shutil.rmtree(self.home, ignore_errors=True)
        base = _base_python()
        _run([base, "-m", "venv", str(self.home)])
        pip = [str(self.home / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "-q"]
        quick = ["--retries", "1", "--timeout", "30"]
        failed = _run(pip + ["install", *quick, "-c", str(self.constraints), *self.packages], may_fail=True)
        if failed:
            reach = pip + ["download", *quick, "--no-deps", "-d", str(self.home / "probe"), self.packages[0]]
            if _run(reach, may_fail=True):
                _stop(NO_INDEX, "no Python package index is reachable; nothing was tested")
            _stop(NO_VENV, f"the virtual environment could not be made:\n{failed}")


CLIENT = Venv("venv", "constraints.txt", ["prefect==2.6.9", "cachetools", "google-auth"])
FUZZ = Venv("fuzz-venv", "fuzz-constraints.txt", ["schemathesis"])


def _base_python():
    """This interpreter, or another one on the path that Prefect 2.6.9 can run on."""
    if (3, 8) <= sys.version_info[:2] <= (3, 11):
        return sys.executable
    for version in ("3.11", "3.10", "3.9", "3.8"):
        if shutil.which("python" + version):
            return shutil.which("python" + version)
    _stop(NO_VENV, "Prefect 2.6.9 needs Python 3.8 to 3.11, and none is on the path")


def _run(command, may_fail=False):
    """Empty text when the command succeeded, else what it printed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode and not may_fail:
        _stop(NO_VENV, f"{' '.join(command)} failed:\n{done.stdout}")
    return (done.stdout or "failed") if done.returncode else ""


def _stop(status, message):
    print(message, flush=True)
    sys.exit(status)
