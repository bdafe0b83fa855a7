"""Runs every check in turn and stops at the first that fails: ``python -m tests``."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "import rules": ["lint-imports", "--no-logo"],
    "tests": ["pytest", "-q"],
}


def main() -> int:
    """Run the checks from the project's root; returns the status of the first that fails, 0 if none does."""
    for name, (tool, *arguments) in CHECKS.items():
        print(f"-- {name}: {tool} {' '.join(arguments)}", flush=True)
        began = time.monotonic()
        status = subprocess.run([str(BIN / tool), *arguments], cwd=ROOT, check=False).returncode
        print(f"-- {name}: {'failed' if status else 'good'} in {time.monotonic() - began:.1f} s", flush=True)
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
