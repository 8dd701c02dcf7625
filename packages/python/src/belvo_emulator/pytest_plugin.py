"""The pytest plugin: an emulator for the session (one for each worker of xdist), a workspace for each test."""

from __future__ import annotations

import os
import shlex
import threading
from typing import Any, Iterator, List, Optional

import pytest

from . import Belvo, Emulator, NotThere, Refused
from ._belvo import name_of

# Set in the workers of xdist.
WORKER = "PYTEST_XDIST_WORKER"

HELP = {
    "belvo_scenario": "the scenario that plays where a test says nothing else",
    "belvo_scenarios": "a folder of scenario files, as seen from the root of the tests",
    "belvo_flags": "more options of the emulator, such as `--seed 7`",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("belvo-emulator")
    for name, text in HELP.items():
        parser.addini(name, text, default="")
        group.addoption("--" + name.replace("_", "-"), dest=name, default=None, help=text)


def setting(config: pytest.Config, name: str) -> str:
    said = config.getoption(name)
    return str(config.getini(name) if said is None else said)


def folder(config: pytest.Config) -> Optional[str]:
    named = setting(config, "belvo_scenarios")
    return str(config.rootpath / named) if named else None


@pytest.fixture(scope="session")
def belvo_emulator(pytestconfig: pytest.Config) -> Iterator[Emulator]:
    """The emulator of this session."""
    flags = shlex.split(setting(pytestconfig, "belvo_flags"))
    try:
        emulator = Emulator(
            setting(pytestconfig, "belvo_scenario") or None, scenarios=folder(pytestconfig), flags=flags
        )
        emulator.start()
    except NotThere as why:
        # Its own words are enough: a trace of this file helps nobody.
        pytest.fail(str(why), pytrace=False)
    over = threading.Event()
    if WORKER in os.environ:
        threading.Thread(target=end_with_parent, args=[emulator, os.getppid(), over], daemon=True).start()
    yield emulator
    over.set()
    emulator.close()


def end_with_parent(emulator: Emulator, parent: int, over: threading.Event) -> None:
    """A worker of xdist that is in the middle of a test outlives a runner that was killed by several seconds."""
    while not over.wait(0.25):
        if os.getppid() != parent:
            emulator.close()
            return


@pytest.fixture
def belvo(
    belvo_emulator: Emulator, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Belvo]:
    """A workspace of the test's own; the variables of an application lead there."""
    test = Belvo(belvo_emulator, name_of(os.environ.get(WORKER, ""), request.node.nodeid))
    for name, value in test.variables().items():
        monkeypatch.setenv(name, value)
    yield test
    # A test that is run again begins as it did, and a long session keeps nothing.
    try:
        test.workspace.reset("repeat")
    except NotThere as why:
        pytest.fail(f"{why}\n{belvo_emulator.log}", pytrace=False)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome: Any = yield
    report: pytest.TestReport = outcome.get_result()
    test = getattr(item, "funcargs", {}).get("belvo")
    if report.failed and report.when == "call" and isinstance(test, Belvo):
        report.sections.append((f"Belvo: what happened in {test.secret_id}", told(test)))


def told(test: Belvo) -> str:
    try:
        return test.story() or "nothing"
    except (NotThere, Refused) as why:
        return str(why)
