"""An offline emulator of the Belvo sandbox, started and steered from Python."""

from ._belvo import Belvo
from ._calls import Differs, NotThere, Refused
from ._emulator import Emulator, Workspace

__all__ = ["Belvo", "Differs", "Emulator", "NotThere", "Refused", "Workspace"]
