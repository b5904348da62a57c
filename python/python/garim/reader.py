"""The child process that documents are read in: ``python -m garim.reader MEGABYTES``. It answers on its pipes, ends with them, and takes no more memory than it may."""

from __future__ import annotations

import signal
import sys


def bounded(megabytes: int) -> None:
    """Dies with its parent, and where it would take more memory than it may; leaves no image of its memory behind."""
    try:
        import ctypes
        import resource
    except ImportError:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        if megabytes:
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    bounded(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    from garim import _core, errors

    try:
        _core.serve()
    except errors.GarimError:
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
