"""The README of the package does what it says: its files are written and its commands run, in an empty folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

from conftest import CHECKOUT

README = CHECKOUT / "packages/python/README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)

# The wheel is installed already, from a file: the name is asked of nobody.
INSTALLED = "pip install belvo-emulator"


def test_each_block_is_run(tmp_path):
    (tmp_path / "scenarios").mkdir()
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["BELVO_TOOLS"], os.environ["PATH"]])
    said = ""
    for language, text in BLOCK.findall(README.read_text("utf-8")):
        if language == "python":
            (tmp_path / re.match(r"# (\S+)\n", text).group(1)).write_text(text, "utf-8")
        elif language == "ini":
            (tmp_path / "pytest.ini").write_text(text, "utf-8")
            said += commands("pytest test_shop.py\n", tmp_path, path)
        else:
            assert language == "sh"
            said += commands(text, tmp_path, path)
    assert said.count("2 passed") == 3 and "scenario_unknown - there is no scenario `login_eror`" in said, said


def commands(text, folder, path):
    said = ""
    for line in text.splitlines():
        # The environment's pytest, and not that of the tools alone.
        line = re.sub("^pytest", "python -m pytest -p no:cacheprovider", line)
        if line != INSTALLED:
            run = subprocess.run(
                line, shell=True, cwd=folder, env={**os.environ, "PATH": path}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            assert run.returncode == 0, f"{line}\n{run.stdout}"
            said += run.stdout
    return said


def test_it_is_short_and_says_how_it_is_installed():
    text = README.read_text("utf-8")
    assert len(text.splitlines()) <= 120 and INSTALLED in text
