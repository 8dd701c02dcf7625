"""Where the program is."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from typing import Iterator

from ._calls import NotThere

OVERRIDE = "BELVO_EMULATOR_BINARY"
NAME = "belvo-emulator.exe" if os.name == "nt" else "belvo-emulator"


def places() -> Iterator[Path]:
    """Where an installer puts the scripts of a package: of this environment, of the user, of a `--target`."""
    yield Path(sysconfig.get_path("scripts"))
    user = "nt_user" if os.name == "nt" else "posix_user"
    yield Path(sysconfig.get_path("scripts", scheme=user))
    yield Path(sys.prefix, "Scripts" if os.name == "nt" else "bin")
    yield Path(__file__).resolve().parent.parent / "bin"


def program() -> str:
    """The path of the program; `BELVO_EMULATOR_BINARY` comes first."""
    named = os.environ.get(OVERRIDE)
    if named:
        if Path(named).is_file():
            return named
        raise NotThere(f"{OVERRIDE} names {named}, and there is no such file")
    looked = list(dict.fromkeys(place / NAME for place in places()))
    for file in looked:
        if file.is_file():
            return str(file)
    told = "".join(f"\n  {file}" for file in looked)
    raise NotThere(
        f"the program {NAME} is not there. Looked for it at:{told}\n"
        f"  help: install the package belvo-emulator for this platform, or name the program in {OVERRIDE}"
    )
