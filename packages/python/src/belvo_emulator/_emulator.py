"""An emulator as a process of its own, and its workspaces."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections import deque
from types import TracebackType
from typing import Any, Deque, Dict, Mapping, Optional, Sequence, Type

from ._calls import UNSET, NotThere
from ._program import OVERRIDE, program
from ._verbs import EmulatorVerbs, Verbs
from ._words import TOKEN

# The reports of pytest begin where the test calls.
__tracebackhide__ = True

# So many lines of its messages are kept.
KEPT = 200

# A start that takes longer has failed.
PATIENCE = 60.0


class Workspace(Verbs):
    """A secret id, and all that is behind it. Every control verb is a method."""

    def __init__(self, emulator: Emulator, id: str) -> None:
        super().__init__(emulator.control_url, emulator._token)
        self.id = id

    def _call(
        self, method: str, path: Sequence[Any], query: Optional[Mapping[str, Any]] = None, body: Any = UNSET
    ) -> Any:
        return super()._call(method, ["workspaces", self.id, *path], query, body)


class Emulator(EmulatorVerbs):
    """A running emulator: `with Emulator(scenario="login_error") as emulator: ...`.

    It has a free port of its own and ends with the `with`, or with this process, however that ends.
    """

    def __init__(
        self,
        scenario: Optional[str] = None,
        *,
        scenarios: Optional[str] = None,
        flags: Sequence[str] = (),
        binary: Optional[str] = None,
    ) -> None:
        """scenario: What plays where nothing else decides.
        scenarios: A folder of scenario files.
        flags: More options of the program, such as `["--seed", "7"]`.
        binary: The program, if not the one that came with the package.
        """
        named = [("--scenario", scenario), ("--scenarios", scenarios)]
        words = [word for flag, value in named if value is not None for word in (flag, os.fspath(value))]
        self._command = [binary or program(), "--port", "0", "--exit-with-stdin", *words, *flags]
        self._log: Deque[str] = deque(maxlen=KEPT)
        self._process: Optional[subprocess.Popen[str]] = None
        super().__init__("", os.environ.get(TOKEN))

    def __enter__(self) -> Emulator:
        self.start()
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def start(self) -> None:
        """Starts it and waits until it is ready; what the program says is in the exception where it is not."""
        environment = {name: value for name, value in os.environ.items() if name != OVERRIDE}
        pipes: Dict[str, Any] = {stream: subprocess.PIPE for stream in ("stdin", "stdout", "stderr")}
        try:
            self._process = subprocess.Popen(
                self._command, env=environment, text=True, encoding="utf-8", errors="replace", **pipes
            )
        except OSError as why:
            raise NotThere(f"{self._command[0]} does not start: {why}") from why
        self._listener = threading.Thread(target=self._listen, args=[self._process.stderr], daemon=True)
        self._listener.start()
        self._read_ready(self._process)

    def _listen(self, lines: Any) -> None:
        with lines:
            for line in lines:
                self._log.append(line.rstrip("\n"))

    def _read_ready(self, process: subprocess.Popen[str]) -> None:
        late = threading.Timer(PATIENCE, process.kill)
        late.start()
        assert process.stdout is not None
        line = process.stdout.readline()
        late.cancel()
        if not line.startswith("READY "):
            self.close()
            raise NotThere(f"the emulator has not started (exit code {process.returncode}):\n{self.log}")
        ready: Mapping[str, Any] = json.loads(line[len("READY ") :])
        self.pid: int = ready["pid"]
        self.api_url: str = ready["api_url"]
        self.widget_url: str = ready["widget_url"]
        self.control_url = ready["control_url"]

    @property
    def log(self) -> str:
        """The last lines that the program has written to standard error."""
        return "\n".join(self._log)

    def close(self) -> None:
        """Ends it. Once more does nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None and process.stdout is not None
        process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        self._listener.join(5)

    def workspace(self, id: str) -> Workspace:
        """The workspace of a secret id; naming it is enough, nothing has to be made before."""
        return Workspace(self, id)
