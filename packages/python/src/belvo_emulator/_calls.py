"""Calls of the control API, and what they are refused with."""

from __future__ import annotations

import http.client
import json
from typing import Any, List, Mapping, Optional, Sequence
from urllib.parse import quote, urlencode, urlsplit

from ._words import in_words

# The reports of pytest begin where the test calls.
__tracebackhide__ = True

# An argument that is left out: `None` is a value of some verbs.
UNSET: Any = type("Unset", (), {"__repr__": lambda _self: "UNSET"})()

# The emulator lets no call wait longer than a minute.
PATIENCE = 90.0


class Refused(Exception):
    """The emulator refuses a call; nothing has changed then."""

    def __init__(self, problem: Mapping[str, Any], method: str = "", path: str = "") -> None:
        self.problem = problem
        told = in_words(method, path, problem)
        self.status: int = problem.get("status", 0)
        self.code: str = problem.get("code", "")
        self.detail: str = told["detail"]
        self.hint: Optional[str] = told.get("hint")
        self.field: Optional[str] = problem.get("field")
        # Of a scenario that was sent: all that is wrong with it.
        self.faults: List[Mapping[str, Any]] = problem.get("faults") or []
        super().__init__(self._text())

    def _text(self) -> str:
        lines = [f"{self.detail} ({self.status} {self.code})"]
        for fault in self.faults:
            lines.append(f"  {fault['file']}:{fault['line']}:{fault['column']}: {fault['message']}")
            lines += [f"    {word}: {fault[word]}" for word in ("expected", "help") if fault.get(word)]
        return "\n".join(lines + ([f"  help: {self.hint}"] if self.hint else []))


class Differs(Refused, AssertionError):
    """What happened is not what was expected; the text says each difference."""


class NotThere(Exception):
    """No emulator answers, or its program cannot be found or does not start."""


class Caller:
    """Where the verbs are, and how they are called."""

    def __init__(self, control_url: str, token: Optional[str] = None) -> None:
        self.control_url = control_url.rstrip("/")
        self._token = token

    def _call(
        self,
        method: str,
        path: Sequence[Any],
        query: Optional[Mapping[str, Any]] = None,
        body: Any = UNSET,
    ) -> Any:
        words = "/".join(quote(str(word), safe="") for word in path)
        asked = {key: json_of(value) for key, value in given(query or {}).items()}
        target = f"{self.control_url}/{words}" + (f"?{urlencode(asked)}" if asked else "")
        sent = given(body) if isinstance(body, dict) else body
        return self._answer(method, target, None if sent is UNSET else json.dumps(sent))

    def _answer(self, method: str, target: str, body: Optional[str]) -> Any:
        url = urlsplit(target)
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        # No proxy: an emulator is on this machine or beside it.
        kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
        connection = kind(url.netloc, timeout=PATIENCE)
        try:
            connection.request(method, f"{url.path}?{url.query}" if url.query else url.path, body, headers)
            response = connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException) as why:
            raise NotThere(f"no emulator answers at {self.control_url}: {why}") from why
        finally:
            connection.close()
        return read(response.status, text, method, target, self.control_url)


def given(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in values.items() if value is not UNSET}


def json_of(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def read(status: int, text: bytes, method: str, target: str, control_url: str) -> Any:
    try:
        value = json.loads(text)
    except ValueError as why:
        raise NotThere(f"what answers at {target} is no emulator: {status} {text[:200]!r}") from why
    if status < 400:
        return value
    problem = value if isinstance(value, dict) else {"detail": f"{value}", "status": status}
    path = target[len(control_url) :].partition("?")[0]
    raise (Differs if problem.get("code") == "verify_failed" else Refused)(problem, method, path)
