"""The project's promises about itself: its documents say what is so, and its imports cost what they should."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from qa.commands import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"([A-Za-z0-9._-]+)==([0-9][A-Za-z0-9.]*)")


def blocks(language: str) -> list[str]:
    """The README's code blocks of one language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def plain(name: str) -> str:
    """A distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lines: list[str]) -> dict[str, str]:
    """Distributions and the versions they are pinned to; every line must be a pin and nothing more."""
    found = [PIN.fullmatch(line) for line in lines]
    assert all(found), lines
    return {plain(match[1]): match[2] for match in found if match}


def test_ci_runs_the_command_that_the_readme_gives() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    [command] = [block.strip() for block in blocks("sh") if "-m tests" in block]
    assert script.rstrip().endswith(f"\n{command}")


def test_the_readme_has_every_command() -> None:
    assert set(re.findall(r"^\| `kessan (\w+)", README, re.MULTILINE)) == set(COMMANDS)


def test_every_file_that_a_document_links_to_is_there() -> None:
    for document in ROOT.glob("*.md"):
        for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", document.read_text(encoding="utf-8")):
            assert (ROOT / target).is_file(), f"{document.name} links to {target}"


def test_the_architecture_names_only_what_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for path in re.findall(r"`((?:qa|index|ui|tests|seeds|benchmarks)/[\w./]*)`", text):
        assert (ROOT / path).exists(), path


def test_the_python_examples_run(tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    asked, followed = (run_example(example, tmp_path) for example in blocks("python"))
    answer, passages = asked
    assert answer.startswith("over JPY 250 million")
    assert "Sep. 2011" in answer
    assert int(passages.split()[-1]) > 0
    line, *points = followed
    assert line.startswith("quarter JPY ")
    assert len(points) == 3
    assert (tmp_path / "figures.xlsx").is_file()


def run_example(example: str, folder: Path) -> list[str]:
    """The lines that an example of the README writes."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{example}"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=240)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_constraints_pin_what_the_project_needs_and_nothing_local() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    constrained = pins([line for line in lines if line and not line.startswith("#")])
    project = PROJECT["project"]
    for name, version in pins([*project["dependencies"], *project["optional-dependencies"]["dev"]]).items():
        assert constrained[name] == version, name


def test_every_package_with_code_is_installed() -> None:
    packages = {
        ".".join(file.relative_to(ROOT).parent.parts)
        for top in ("index", "qa", "ui")
        for file in (ROOT / top).rglob("*.py")
    }
    assert packages <= set(PROJECT["tool"]["setuptools"]["packages"])


@pytest.mark.parametrize("module", ["qa", "index", "qa.cli", "qa.commands", "qa.evaluate"])
def test_importing_loads_no_heavy_library(module: str) -> None:
    heavy = "{'torch', 'transformers', 'sentence_transformers', 'streamlit', 'onnx', 'openpyxl', 'pandas', 'scipy'}"
    script = f"import sys, {module}; print(sorted({heavy} & sys.modules.keys()))"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
