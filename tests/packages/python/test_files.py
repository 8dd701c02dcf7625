"""The files for containers and for continuous integration: checked by their schemas, and run where that can be done here."""

import json
import os
import re
import socket
import subprocess
import sysconfig
from pathlib import Path

import pytest
from belvo_emulator import _program
from conftest import CHECKOUT
from ruamel.yaml import YAML

SCRIPT = Path(sysconfig.get_path("scripts"), _program.NAME)
CONTAINER = CHECKOUT / "packages/container"


def yaml(path):
    return YAML(typ="safe").load(CHECKOUT / path)


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-workflows", ".github/workflows/release.yml"),
        ("vendor.github-actions", "action.yml"),
        ("vendor.compose-spec", "packages/container/compose.yaml"),
    ],
)
def test_it_is_of_its_schema(schema, file):
    words = [Path(os.environ["BELVO_TOOLS"], "check-jsonschema"), "--builtin-schema", schema, CHECKOUT / file]
    run = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert run.returncode == 0, run.stdout


def scripts(file):
    document = yaml(file)
    jobs = document["jobs"].values() if "jobs" in document else [document["runs"]]
    return [step["run"] for job in jobs for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("file", [".github/workflows/release.yml", "action.yml"])
def test_its_scripts_are_read_by_bash_and_take_no_value_but_by_variables(file):
    assert scripts(file)
    for script in scripts(file):
        run = subprocess.run(["bash", "-n"], input=script, stderr=subprocess.PIPE, text=True)
        assert run.returncode == 0 and "${{" not in script, f"{script}\n{run.stderr}"


def test_every_archive_that_the_action_asks_for_is_built():
    matrix = yaml(".github/workflows/release.yml")["jobs"]["build"]["strategy"]["matrix"]["include"]
    built = {row["target"] for row in matrix}
    asked = set(re.findall(r"target=([\w-]+)", scripts("action.yml")[0]))
    assert len(asked) == 5 and asked <= built


def start(tmp_path, **inputs):
    """Runs the step of the action that starts the emulator, as a runner does."""
    for name in ("output", "env"):
        (tmp_path / name).touch()
    variables = {"RUNNER_TEMP": tmp_path, "GITHUB_OUTPUT": tmp_path / "output", "GITHUB_ENV": tmp_path / "env"}
    variables = {**os.environ, "PATH": f"{SCRIPT.parent}{os.pathsep}{os.environ['PATH']}", **variables}
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", scripts("action.yml")[1]]
    given = {"PORT": "0", "SCENARIO": "", "SCENARIOS": "", **inputs}
    run = subprocess.run(words, env={**variables, **given}, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return run.returncode, run.stdout, dict(line.split("=", 1) for line in (tmp_path / "output").read_text().splitlines())


def test_the_action_starts_an_emulator_and_says_where_it_is(tmp_path):
    code, said, outputs = start(tmp_path, SCENARIO="login_error")
    assert code == 0, said
    ready = json.loads((tmp_path / "belvo-emulator.ready").read_text())
    try:
        assert outputs == {name: ready[name] for name in ("api_url", "widget_url", "control_url")}
        assert f"BELVO_API_URL={ready['api_url']}\n" in (tmp_path / "env").read_text()
        subprocess.run([SCRIPT, "health", "--url", outputs["api_url"]], check=True, stdout=subprocess.DEVNULL)
    finally:
        os.kill(ready["pid"], 15)


def test_the_action_fails_with_the_words_of_the_program(tmp_path):
    code, said, _ = start(tmp_path, SCENARIO="login_eror")
    assert code == 1 and "did you mean `login_error`?" in said and "::error::" in said, said


def told(word):
    """The values of an instruction of the container file."""
    text = (CONTAINER / "Dockerfile").read_text("utf-8")
    return re.findall(rf"^{word} (.+)$", text, re.M)


def test_what_the_container_copies_is_there_and_is_sent_to_it():
    copied = [word for line in told("COPY") if "--from" not in line for word in line.split()[:-1]]
    sent = (CONTAINER / "Dockerfile.dockerignore").read_text("utf-8").split()
    assert copied and sorted(sent[1:]) == sorted(f"!{word}" for word in copied)
    assert all((CHECKOUT / word).exists() for word in copied)
    assert told("USER") == ["65534:65534"], "nobody"


def test_the_container_serves_and_is_healthy(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    setting = dict(line.split("=", 1) for line in told("ENV"))
    assert set(setting) == {"BELVO_EMULATOR_HOST", "BELVO_EMULATOR_PUBLIC_URL"}
    compose = yaml("packages/container/compose.yaml")["services"]["belvo"]["environment"]
    token = {"BELVO_EMULATOR_CONTROL_TOKEN": "local-only"}
    refused = subprocess.run([SCRIPT], env={**setting, "BELVO_EMULATOR_PORT": port}, stderr=subprocess.PIPE, text=True)
    assert refused.returncode == 3 and "--control-token" in refused.stderr
    more = {**setting, **compose, **token, "BELVO_EMULATOR_PORT": port}
    with subprocess.Popen([SCRIPT], env=more, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as run:
        try:
            ready = json.loads(run.stdout.readline()[len("READY ") :])
            assert ready["api_url"] == setting["BELVO_EMULATOR_PUBLIC_URL"]
            [check] = re.findall(r"CMD (\[.+\])", told("HEALTHCHECK")[0])
            words = [SCRIPT, *json.loads(check)[1:], "--url", f"http://127.0.0.1:{port}"]
            subprocess.run(words, env={**setting, **token}, check=True, stdout=subprocess.DEVNULL)
        finally:
            run.kill()


def test_the_container_is_built_by_the_rust_that_is_needed():
    [needed] = re.findall(r'^rust-version = "(.+)"', (CHECKOUT / "Cargo.toml").read_text("utf-8"), re.M)
    assert told("FROM")[0].startswith(f"rust:{needed}-")
