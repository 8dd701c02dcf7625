import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(os.environ.get("BELVO_CHECKOUT", ""))
APPLICATION = Path(__file__).parent / "application"


def python(*words, cwd, **variables):
    """Runs the environment's Python in a folder; both of its streams as one text."""
    command = [sys.executable, *map(str, words)]
    run = subprocess.run(
        command, cwd=cwd, env={**os.environ, **variables}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return run.returncode, run.stdout


@pytest.fixture
def suite(tmp_path):
    """Runs pytest in an empty folder, with these files and the application's."""

    def run(*words, **files):
        shutil.copy(APPLICATION / "shop.py", tmp_path)
        for name, text in files.items():
            (tmp_path / name.replace("__", ".")).write_text(text, "utf-8")
        return python("-m", "pytest", "-p", "no:cacheprovider", *words, cwd=tmp_path)

    return run
