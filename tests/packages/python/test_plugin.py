"""The pytest plugin, in suites of an application that stand in an empty folder."""

import contextlib
import os
import socket
import subprocess
import sys
import time

from conftest import APPLICATION
from test_package import connected, gone

SHOP = (APPLICATION / "test_shop.py").read_text("utf-8")


def test_a_suite_of_four_workers(suite):
    code, said = suite("-n", "4", test_shop__py=SHOP)
    assert code == 0 and "19 passed" in said, said


def test_the_suite_has_at_most_five_lines_that_are_not_about_the_application():
    assert sorted(file.name for file in APPLICATION.glob("*.py")) == ["shop.py", "test_shop.py"]
    assert "emulator" not in SHOP and "environ" not in SHOP and "port" not in SHOP.replace("import", "")


MISSPELT = """
def test_one(belvo):
    belvo.scenario("login_eror")

def test_two(belvo):
    belvo.queue("login_eror")
"""


def test_a_misspelt_scenario_fails_with_the_nearest_one(suite):
    code, said = suite(test_it__py=MISSPELT)
    assert code == 1 and "2 failed" in said, said
    assert said.count("Refused: there is no scenario `login_eror`; the nearest is `login_error`") >= 2, said
    code, said = suite("--belvo-scenario", "login_eror", test_shop__py=SHOP, test_it__py="")
    assert code == 1 and "did you mean `login_error`?" in said and "pytest_plugin.py" not in said, said


FAILS = """
import shop

def test_it(belvo):
    belvo.fault("POST /api/accounts/", error="institution_down")
    shop.connect()
    belvo.expect({"on": "POST /api/links/", "status": 201}, {"match": {"kind": "widget.opened"}, "times": 1})

def test_another(belvo):
    assert belvo.journal() == []
"""


def test_a_failed_test_shows_the_difference_and_what_happened(suite):
    code, said = suite(test_it__py=FAILS)
    assert code == 1 and "1 failed, 1 passed" in said, said
    assert "Differs: expect[1] has to come once and came never" in said, said
    [_, journal] = said.split("Belvo: what happened in test_it-")
    assert "link.created" in journal and "POST /api/accounts/ 400" in journal, said
    assert "site-packages" not in said and said.count("Belvo: what happened") == 1, said


OPTIONS = """
import os

def test_it(belvo, belvo_emulator):
    assert belvo.workspace.scenario()["title"] == "Mine"
    assert belvo_emulator.info()["seed"] == 7
    names = ["BELVO_API_URL", "BELVO_ENV", "BELVO_SECRET_ID", "BELVO_SECRET_PASSWORD", "BELVO_WIDGET_URL"]
    assert [os.environ[name] for name in names] == [
        belvo.api_url, belvo.api_url, belvo.secret_id, belvo.secret_password, belvo.widget_url
    ]

def test_no_variable_stays():
    assert "BELVO_API_URL" not in os.environ
"""


def test_scenarios_and_options_of_the_program(suite, tmp_path):
    (tmp_path / "mine").mkdir()
    mine = "version: 1\ntitle: Mine\nwidget: { play: by_itself, steps: [accept, choose: any, submit: success, finish] }\n"
    (tmp_path / "mine" / "mine.yaml").write_text(mine, "utf-8")
    said = "[pytest]\nbelvo_scenario = mine\nbelvo_scenarios = mine\nbelvo_flags = --seed 7\n"
    code, said = suite(pytest__ini=said, test_it__py=OPTIONS)
    assert code == 0 and "2 passed" in said, said


HANGS = """
import os, socket
import pytest

@pytest.mark.parametrize("at", range(4))
def test_it(belvo, at):
    with socket.create_connection(("127.0.0.1", int(os.environ["TELL"]))) as told:
        told.sendall(belvo.api_url.encode() + b"\\n")
        told.recv(1)
"""


def test_no_emulator_is_left_of_a_runner_that_is_killed(tmp_path):
    (tmp_path / "test_it.py").write_text(HANGS, "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as told, contextlib.ExitStack() as open_:
        told.settimeout(60)
        port = str(told.getsockname()[1])
        words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "4", "--max-worker-restart=0"]
        run = open_.enter_context(
            subprocess.Popen(
                words, cwd=tmp_path, env={**os.environ, "TELL": port}, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
            )
        )
        tests = [open_.enter_context(told.accept()[0]) for _ in range(4)]
        urls = [test.makefile().readline().strip() for test in tests]
        assert len(set(urls)) == 4, "one emulator for each worker"
        emulators = [open_.enter_context(connected(url)) for url in urls]
        run.kill()
        deadline = time.monotonic() + 2
        assert [gone(emulator, deadline) for emulator in emulators] == [True] * 4
