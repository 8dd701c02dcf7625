"""What the control API says of its calls, as this package has them: `GET /_emulator/options` is `workspace.options()`."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, List, Mapping, Match, Optional, Tuple
from urllib.parse import parse_qsl

from ._routes import ROUTES

TOKEN = "BELVO_EMULATOR_CONTROL_TOKEN"

CALL = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE) /_emulator([\w/{}*%.-]*)(?:\?([\w=&]+))?")
WORKSPACE_NAMED = re.compile(r"/_emulator/workspaces/ID/(?:\w+|…), or ctl --workspace ID")
ARGUMENT = re.compile(r"`([a-z_]+): ([^`]+)`")
EXAMPLE = "for example {"

# What is said of all workspaces: where there is no room for more, all have to make some.
OF_ALL = {"/reset", "/workspaces"}


def in_words(method: str, path: str, problem: Mapping[str, Any]) -> Dict[str, Any]:
    """The texts of a problem that a call was refused with, for who calls methods."""
    told = {**problem, "detail": text_of(str(problem.get("detail", "")))}
    hint = problem.get("hint")
    if problem.get("code") == "control_token":
        told["hint"] = f"name it in the variable {TOKEN}"
    elif hint and hint.startswith(EXAMPLE) and not re.search(r"[.\[]", problem.get("field") or ""):
        told["hint"] = example(method, path, hint)
    elif hint:
        told["hint"] = text_of(hint)
    return told


def text_of(text: str) -> str:
    text = CALL.sub(call_in, text)
    return ARGUMENT.sub(argument, WORKSPACE_NAMED.sub("`emulator.workspace(ID)`", text))


def argument(found: Match[str]) -> str:
    name, value = found.groups()
    try:
        return f"`{name}={json.loads(value)!r}`"
    except ValueError:
        return f"`{name}={value!r}`"


def call_in(found: Match[str]) -> str:
    method, path, query = found.groups()
    row = row_of(method, path)
    if row is None:
        return found.group()
    (_, _, call), values = row
    if path in OF_ALL:
        call = call.replace("workspace.", "emulator.", 1)
    for value in values:
        call = re.sub(r"\{\w+\}", json.dumps(value), call, count=1)
    named = [f"{name}={json.dumps(value)}" for name, value in parse_qsl(query or "")]
    return "`" + call.replace("()", "(" + ", ".join(named) + ")") + "`"


def example(method: str, path: str, hint: str) -> str:
    """A body as the arguments that it is made of."""
    row = row_of(method, path)
    try:
        body = json.loads(hint[len(EXAMPLE) - 1 :])
    except ValueError:
        return hint
    if row is None:
        return hint
    name = row[0][2].partition("(")[0]
    given = ", ".join(f"{key}={value!r}" for key, value in body.items())
    return f"for example `{name}({given})`"


def row_of(method: str, path: str) -> Optional[Tuple[Tuple[str, str, str], List[str]]]:
    """The row of a call, and what its path has in place of the row's fields."""
    parts = re.sub(r"^/workspaces/[^/]+", "", path).strip("/").split("/")
    for row in ROUTES:
        wanted = row[1].split("/")
        pairs = list(zip(wanted, parts))
        if row[0] == method and len(wanted) == len(parts) and all(w == p or w[:1] == "{" for w, p in pairs):
            return row, [part for word, part in pairs if word[:1] == "{"]
    return None
