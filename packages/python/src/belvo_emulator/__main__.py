"""`python -m belvo_emulator ARGS` is `belvo-emulator ARGS`."""

import os
import subprocess
import sys

from ._calls import NotThere
from ._program import OVERRIDE, program


def main() -> int:
    try:
        words = [program(), *sys.argv[1:]]
    except NotThere as why:
        print(f"error: {why}", file=sys.stderr)
        return 1
    os.environ.pop(OVERRIDE, None)
    if os.name == "nt":
        return subprocess.call(words)
    os.execv(words[0], words)


if __name__ == "__main__":
    sys.exit(main())
