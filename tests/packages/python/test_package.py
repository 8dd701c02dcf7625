"""The program in the wheel, and the client."""

import importlib.util
import inspect
import os
import socket
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import belvo_emulator
import pytest
from belvo_emulator import Belvo, Differs, Emulator, NotThere, Refused, _program
from conftest import CHECKOUT, python

SCRIPT = Path(sysconfig.get_path("scripts"), _program.NAME)


@pytest.fixture(scope="module")
def emulator():
    with Emulator() as emulator:
        yield emulator


def test_it_stands_in_the_environment_and_not_in_a_checkout():
    assert sys.prefix in belvo_emulator.__file__
    assert CHECKOUT not in Path(belvo_emulator.__file__).parents


def test_the_script_and_the_module_are_the_program(tmp_path):
    said = subprocess.run([SCRIPT, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout
    assert said.startswith("belvo-emulator ")
    assert python("-m", "belvo_emulator", "--version", cwd=tmp_path) == (0, said)
    code, said = python("-m", "belvo_emulator", "--scenario", "login_eror", cwd=tmp_path)
    assert (code, "did you mean `login_error`?" in said) == (3, True), said


def test_another_program_can_be_named(tmp_path):
    shown = {"BELVO_EMULATOR_BINARY": str(SCRIPT)}
    code, said = python("-c", "from belvo_emulator import Emulator\nwith Emulator() as e: print(e.log)", cwd=tmp_path, **shown)
    assert code == 0 and "decides nothing" not in said, said
    code, said = python("-m", "belvo_emulator", cwd=tmp_path, BELVO_EMULATOR_BINARY="/nowhere/emulator")
    assert code == 1 and "BELVO_EMULATOR_BINARY names /nowhere/emulator, and there is no such file" in said
    with pytest.raises(NotThere, match="/nowhere/emulator does not start"):
        Emulator(binary="/nowhere/emulator").start()


def test_a_program_that_is_not_there_is_told_with_where_it_was_looked_for(monkeypatch, tmp_path):
    monkeypatch.setattr(_program, "places", lambda: iter([tmp_path / "one", tmp_path / "two"]))
    with pytest.raises(NotThere) as told:
        Emulator()
    for place in ("one", "two"):
        assert str(tmp_path / place / _program.NAME) in str(told.value)
    assert "BELVO_EMULATOR_BINARY" in str(told.value)


def test_a_start_that_fails_says_what_the_program_said(tmp_path):
    with pytest.raises(NotThere) as told:
        Emulator("login_eror").start()
    assert "(exit code 3)" in str(told.value) and "did you mean `login_error`?" in str(told.value)
    (tmp_path / "mine.yaml").write_text("version: 1\ntitle: Mine\nwidget: { steps: [acept] }\n", "utf-8")
    with pytest.raises(NotThere, match="mine.yaml:3:19"):
        Emulator(scenarios=str(tmp_path)).start()


def test_a_refusal_has_its_code_its_sentence_and_what_to_do(emulator):
    shop = emulator.workspace("shop: ação/1")
    with pytest.raises(Refused) as refused:
        shop.set_fault("POST /api/links/")
    told = refused.value
    assert (told.status, told.code) == (400, told.problem["code"]) and told.code
    assert told.detail in str(told) and told.hint and f"help: {told.hint}" in str(told)
    with pytest.raises(Refused, match="the nearest is `login_error`"):
        shop.set_scenario("login_eror")
    with pytest.raises(Refused, match=r"\(document\):\d+:\d+: ") as refused:
        shop.set_scenario(document="version: 1\ntitle: Mine\nwidget: { steps: [acept] }\n")
    assert refused.value.faults
    with pytest.raises(Refused, match="was ever opened: nothing was verified"):
        shop.verify([{"match": {"on": "POST /api/links/"}, "times": 0}])
    shop.set_options({})
    with pytest.raises(Differs, match="has to come at least once and came never"):
        shop.verify([{"match": {"on": "POST /api/links/"}}])


NO_WIDGET = "8d0f3c9a-9e0c-4c5c-9e43-51fd9c9a4c4e"

# What is called, and what is said to be done about it.
REFUSALS = [
    (lambda shop: shop.link("none"), "`workspace.links()` lists all"),
    (lambda shop: shop.advance("-5m"), "`workspace.set_clock(...)` sets it to any time"),
    (lambda shop: shop.set_institution("none", status="down"), "`workspace.institutions()`"),
    (lambda shop: shop.record(NO_WIDGET), "`workspace.widgets()` lists all"),
    (lambda shop: shop.set_bundle({}), "a bundle is what `workspace.bundle()` answers"),
    (lambda shop: shop.set_fault("POST /api/links/"), "add `error='CODE'` or `delay='3s'`"),
    (lambda shop: shop.set_fault("POST /api/links/", error=1), "for example `workspace.set_fault(on="),
    (lambda shop: shop.set_options({"strict": []}), "`workspace.options()` lists all"),
    (lambda shop: shop.verify([{"match": {"kind": "link.created"}}]), "`workspace.journal()` shows what happened"),
]


@pytest.mark.parametrize(("call", "words"), REFUSALS)
def test_what_a_refusal_says_of_calls_it_says_of_methods(emulator, call, words):
    shop = emulator.workspace("methods")
    shop.set_options({})
    with pytest.raises(Refused) as refused:
        call(shop)
    assert words in str(refused.value) and "_emulator/" not in str(refused.value) and "ctl" not in str(refused.value)


def test_a_test_whose_application_has_not_called_proves_so(emulator):
    silent = Belvo(emulator, "silent")
    silent.expect({"match": {"on": "POST /api/links/"}, "times": 0})
    with pytest.raises(Differs, match="came never"):
        silent.expect({"on": "POST /api/links/"})


def test_of_all_workspaces_one_is_to_be_named(emulator):
    for name in ("one", "other"):
        emulator.workspace(name).info()
    with pytest.raises(Refused, match=r"`emulator.workspace\(ID\)`"):
        emulator.bundle()


def test_a_control_token_is_brought_along(monkeypatch):
    monkeypatch.setenv("BELVO_EMULATOR_CONTROL_TOKEN", "a-token-of-this-test")
    with Emulator() as own:
        assert own.workspace("shop").info()["workspaces"] == []
        monkeypatch.delenv("BELVO_EMULATOR_CONTROL_TOKEN")
        own._token = None
        with pytest.raises(Refused, match="BELVO_EMULATOR_CONTROL_TOKEN"):
            own.info()


def test_a_value_that_is_left_out_is_not_none(emulator):
    shop = emulator.workspace("left-out")
    assert shop.set_scenario("login_error")["scenario"] == "login_error"
    assert shop.set_scenario(None)["scenario"] is None
    with pytest.raises(Refused, match="which scenario"):
        shop.set_scenario()


def reading(verbs):
    """The methods that can be called without anything, and after which it still runs."""
    for name, method in inspect.getmembers(verbs, inspect.ismethod):
        of_verbs = method.__func__.__module__ == "belvo_emulator._verbs"
        required = [one for one in inspect.signature(method).parameters.values() if one.default is one.empty]
        if of_verbs and not required and name != "shutdown":
            yield name, method


@pytest.mark.parametrize("of", ["emulator", "workspace"])
def test_verbs_that_need_nothing_answer(emulator, of):
    verbs = emulator if of == "emulator" else emulator.workspace("reader")
    verbs.reset()
    called = set()
    for name, method in reading(verbs):
        patience = {"timeout": "1ms"} if "timeout" in inspect.signature(method).parameters else {}
        try:
            method(**patience)
        except Refused as why:
            # It needs a body after all, or one workspace.
            assert why.code in {"name", "workspace_required", "by", "mode", "workspace_unknown"}, (name, why)
        called.add(name)
    assert {"info", "clock", "journal", "links", "options", "queue", "scenario", "widgets"} <= called


def test_a_call_stops_it_and_closing_it_then_is_no_fault():
    with Emulator() as own:
        own.shutdown()
    with pytest.raises(NotThere):
        own.info()


def test_every_operation_of_the_document_is_a_method(emulator):
    for path, item in emulator.openapi()["paths"].items():
        kind = belvo_emulator.Workspace if "{workspace}" in path else Emulator
        for row in item.values():
            name = row["operationId"].removeprefix("workspace_") if "{workspace}" in path else row["operationId"]
            if name != "journal_stream" and row["operationId"] != "workspace_workspaces":
                assert callable(getattr(kind, name)), (path, name)


def generator():
    spec = importlib.util.spec_from_file_location("generate", CHECKOUT / "packages/python/generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_generated_is_what_the_program_says_now(emulator):
    folder = Path(belvo_emulator.__file__).parent
    for name, text in generator().written(emulator.openapi()).items():
        again = "python packages/python/generate.py target/debug/belvo-emulator"
        assert (folder / name).read_text("utf-8") == text, f"{name} is stale, write it again: {again}"


def test_types_hold(tmp_path):
    (tmp_path / "typed.py").write_text(TYPED, "utf-8")
    mypy = Path(os.environ["BELVO_TOOLS"], "mypy")
    package = Path(belvo_emulator.__file__).parent
    words = ["--strict", "--no-error-summary", "--cache-dir", mypy.parent.parent / "mypy", "--python-executable", sys.executable]
    run = subprocess.run([mypy, *words, package, tmp_path / "typed.py"], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    wrong = [line for line in run.stdout.splitlines() if "typed.py" in line]
    assert len(wrong) == 2 and "Argument 1" in wrong[0] and '"by"' in wrong[1] and run.stdout.count("error:") == 2, run.stdout


TYPED = """
from belvo_emulator import Emulator

with Emulator() as emulator:
    shop = emulator.workspace("shop")
    title: str | None = shop.set_scenario("login_error", play="by_hand")["title"]
    shop.advance(11)
    shop.clock()["by"]
"""


def connected(url):
    """A connection to an emulator, which ends when that does."""
    host, port = url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=10)


def gone(connection, deadline):
    """Whether the emulator at the other end, and its port, are gone in time."""
    address = connection.getpeername()
    connection.settimeout(max(deadline - time.monotonic(), 0.001))
    try:
        ended = connection.recv(1) == b""
    except ConnectionResetError:
        ended = True
    except socket.timeout:
        return False
    with socket.socket() as again:
        return ended and again.connect_ex(address) != 0


def test_it_ends_with_the_process_that_has_started_it(tmp_path):
    code = "import belvo_emulator, sys\ne = belvo_emulator.Emulator()\ne.start()\nprint(e.api_url, flush=True)\nsys.stdin.read()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, text=True, **pipes) as run:
        with connected(run.stdout.readline().strip()) as connection:
            assert not gone(connection, time.monotonic() + 0.3)
            run.kill()
            assert gone(connection, time.monotonic() + 2)


def test_closed_it_is_not_there():
    with Emulator() as emulator:
        shop = emulator.workspace("shop")
        assert shop.info()["workspaces"] == []
    emulator.close()
    with pytest.raises(NotThere, match="no emulator answers at http://127.0.0.1"):
        shop.info()


def test_the_wheel_carries_the_licences_and_the_readme():
    [folder] = Path(belvo_emulator.__file__).parent.parent.glob("belvo_emulator-*.dist-info")
    for name in ("LICENSE-MIT", "LICENSE-APACHE"):
        assert (folder / "licenses" / name).read_bytes() == (CHECKOUT / name).read_bytes()
    assert "BELVO_EMULATOR_BINARY" in (folder / "METADATA").read_text("utf-8")
