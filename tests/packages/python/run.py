"""The tests of the Python package: its wheel, around the program that has been built, in an environment of its own.

What the tests need comes once, by hash, into the target folder; the wheel is installed anew each time. `--repeat 30` measures a
user's tests instead, and looks for one that fails without a reason.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
BIN = "Scripts" if os.name == "nt" else "bin"
PIP = ["-m", "pip", "--disable-pip-version-check", "--quiet"]


def run(*words, **more):
    subprocess.run([str(word) for word in words], check=True, **more)


def tools():
    """An environment with all that is pinned; made again when what is pinned has changed."""
    home, pinned = TARGET / "tmp" / "python", (HERE / "requirements.txt").read_text("utf-8")
    installed = home / "installed"
    if not installed.is_file() or installed.read_text("utf-8") != pinned:
        venv.create(home, clear=True, with_pip=True)
        pip = [*PIP, "install", "--require-hashes", "--only-binary", ":all:", "-r", HERE / "requirements.txt"]
        run(home / BIN / "python", *pip)
        installed.write_text(pinned, "utf-8")
    return home


def wheel(home, out):
    """The wheel as it is shipped, but for the profile that the program is compiled by."""
    maturin = [home / BIN / "maturin", "build", "--quiet", "--profile", "dev", "--out", out]
    run(*maturin, cwd=ROOT / "packages" / "python")
    [built] = out.glob("*.whl")
    return built


def site(home):
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return subprocess.run([home / BIN / "python", "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout


def environment(home, folder):
    """A fresh environment with the wheel alone; the tools are seen from there."""
    venv.create(folder, with_pip=False)
    there = ["--python", folder / BIN / "python", "install", "--no-index", "--no-deps"]
    run(home / BIN / "python", *PIP, *there, wheel(home, folder.parent / "wheel"))
    Path(site(folder).strip(), "tools.pth").write_text(site(home), "utf-8")


def repeat(python, place, rounds):
    """The application's tests in four files and with four workers, again and again: how many failed, and what one took."""
    suite = Path(place) / "suite"
    suite.mkdir()
    shutil.copy(HERE / "application" / "shop.py", suite)
    for copy in range(4):
        shutil.copy(HERE / "application" / "test_shop.py", suite / f"test_shop_{copy}.py")
    times, failed, begun = [], 0, time.monotonic()
    for _ in range(rounds):
        words = [python, "-m", "pytest", "-q", "-n", "4", "--junitxml", suite / "results.xml"]
        run = subprocess.run([str(word) for word in words], cwd=suite, stdout=subprocess.PIPE, text=True)
        cases = ElementTree.parse(suite / "results.xml").findall(".//testcase")
        times += [float(case.get("time")) for case in cases]
        failed += sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
        if run.returncode:
            print(run.stdout)
    whole = (time.monotonic() - begun) / rounds
    print(f"pytest with xdist: {len(times)} tests, {failed} failed, median {statistics.median(times) * 1000:.0f} ms, a run {whole:.1f} s")
    return 1 if failed else 0


def main():
    home = tools()
    if sys.argv[1:] == ["--setup"]:
        return 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "environment"
        environment(home, folder)
        if sys.argv[1:2] == ["--repeat"]:
            return repeat(folder / BIN / "python", place, int(sys.argv[2]))
        words = [folder / BIN / "python", "-m", "pytest", "-c", HERE / "pytest.ini", "-q", *sys.argv[1:], HERE]
        variables = {"BELVO_CHECKOUT": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "BELVO_TOOLS": str(home / BIN)}
        return subprocess.call([str(word) for word in words], env={**os.environ, **variables}, cwd=place)


if __name__ == "__main__":
    sys.exit(main())
