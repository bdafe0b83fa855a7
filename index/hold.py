"""Holds on a folder: many may share one, so that nobody removes what they read; the operating system frees the
holds of a process that dies.

``flock`` is called directly because the locking libraries only offer a lock file of their own, which a reader of a
write-protected folder could not make. Windows has no such lock: there a hold holds nothing, and what keeps a folder
in use from being removed is that Windows doesn't remove open files.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl


class Hold:
    """A hold on the folder at ``path``, ``shared`` or alone; free once released or forgotten.

    Waits while somebody holds the folder otherwise, unless ``wait`` is false: then BlockingIOError is raised.
    A folder that doesn't exist is not held.
    """

    def __init__(self, path: Path, *, shared: bool, wait: bool) -> None:
        self._descriptor: int | None = None
        if sys.platform != "win32" and path.is_dir():
            self._descriptor = os.open(path, os.O_RDONLY)
            mode = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
            try:
                fcntl.flock(self._descriptor, mode if wait else mode | fcntl.LOCK_NB)
            except OSError:
                self.release()
                raise

    def release(self) -> None:
        """Lets go; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __del__(self) -> None:
        self.release()
