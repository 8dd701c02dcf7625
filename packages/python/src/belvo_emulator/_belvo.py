"""What one test has: a workspace of its own, and short names for what tests do most."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, Dict, List, Mapping, Union

from ._calls import Refused
from ._emulator import Emulator
from ._types import Entry
from ._verbs import Verbs

# The reports of pytest begin where the test calls.
__tracebackhide__ = True

# The emulator takes 128 bytes.
LONGEST_NAME = 100

# So many entries of the journal are told.
TOLD = 60

PASSWORD = "secret-password"


def name_of(*parts: str) -> str:
    """A secret id for these names: fit for keys, and another one for other names."""
    whole = "-".join(part for part in parts if part)
    digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
    readable = re.sub(r"[^A-Za-z0-9._-]+", "-", whole.rsplit("::", 1)[-1]).strip("-")
    return f"{readable[:LONGEST_NAME]}-{digest}"


class Belvo:
    """A workspace with its keys and addresses; `workspace` has every control verb."""

    def __init__(self, emulator: Emulator, secret_id: str) -> None:
        self.api_url = emulator.api_url
        self.widget_url = emulator.widget_url
        self.control_url = emulator.control_url
        self.secret_id = secret_id
        self.secret_password = PASSWORD
        self.workspace = emulator.workspace(secret_id)

    def variables(self) -> Dict[str, str]:
        """What the application finds in its environment."""
        return {
            "BELVO_API_URL": self.api_url,
            # Applications hand it to an SDK, which takes an address as well as the name of an environment.
            "BELVO_ENV": self.api_url,
            "BELVO_SECRET_ID": self.secret_id,
            "BELVO_SECRET_PASSWORD": self.secret_password,
            "BELVO_WIDGET_URL": self.widget_url,
        }

    def scenario(self, name: Union[str, None]) -> None:
        """The scenario from now on."""
        self.workspace.set_scenario(name)

    def queue(self, scenario: str, times: int = 1) -> None:
        """The scenario of the next runs of the widget alone."""
        self.workspace.enqueue(scenario, times=times)

    def advance(self, by: str) -> None:
        """Moves the clock: `11m`. What falls due has happened when this is done."""
        self.workspace.advance(by)

    def set(self, options: Mapping[str, Union[str, int, bool]]) -> None:
        """Options of this workspace by their dotted names."""
        self.workspace.set_options(options)

    def fault(self, on: str, **how: Any) -> None:
        """Lets the next call of an operation fail or wait: `fault("POST /api/accounts/", error="institution_down")`."""
        self.workspace.set_fault(on, **how)

    def expect(self, *expected: Mapping[str, Any], ordered: bool = False) -> None:
        """Fails with the difference where one of these has not happened, or not that often:
        `{"on": "POST /api/links/", "status": 201}`, `{"match": {"kind": "link.created"}, "times": 2}`.
        """
        entries: Any = [entry if "match" in entry else {"match": entry} for entry in expected]
        try:
            self.workspace.verify(entries, ordered=ordered)
        except Refused as refused:
            # A test's own workspace is no misspelt one: where nothing has called it yet, it is opened for the look.
            if refused.code != "workspace_unknown":
                raise
            self.workspace.set_options({})
            self.workspace.verify(entries, ordered=ordered)

    def journal(self, **wanted: Any) -> List[Entry]:
        """What has happened; `kind="request"`, `on="POST /api/links/"` and the like choose."""
        return self.workspace.journal(**wanted)["entries"]

    def story(self) -> str:
        """The journal's last entries, one a line."""
        return story(self.workspace)


def story(verbs: Verbs) -> str:
    journal = verbs.journal()
    entries = journal["entries"]
    older = journal["dropped"] + max(len(entries) - TOLD, 0)
    lines = [f"({older} older entries)"] if older else []
    return "\n".join(lines + [line_of(entry) for entry in entries[-TOLD:]])


def line_of(entry: Entry) -> str:
    data: Any = entry["data"]
    told = f"{data['method']} {data['path']} {data['status']}" if entry["kind"] == "request" else json.dumps(data)
    body = f" {json.dumps(data['body'])}" if entry["kind"] == "request" and data.get("body") else ""
    why = f"  ({entry['why']})" if entry.get("why") else ""
    return f"{entry['seq']:>4} {entry['at'][11:23]} {entry['kind']:<16} {told}{body}{why}"[:400]
