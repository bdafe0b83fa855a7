"""A folder of files that changes as a whole: readers see the old generation or the new one, never a mixture.

    store/
      current               {"generation": "generation-000007", "manifest": sha256 of its manifest}
      generation-000007/    manifest.json and the files that it lists, each with its size and sha256
      lock                  held by the one writer

A writer fills a new generation, writes its manifest, and at the very end replaces ``current``; all that came before
has reached the disk by then. The generation before stays until nobody reads it. A file that is the same as before need
not be written again: what is linked from the generation before (``link``) is neither hashed nor waited for once more.
Files are therefore made anew and never changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from filelock import FileLock, Timeout

from index.hold import Hold

CURRENT, MANIFEST, LOCK, PREFIX = "current", "manifest.json", "lock", "generation-"
HASHED_ON_OPENING = 16 << 20
"""Bytes that are hashed whenever a generation is opened, those of the smallest files (in 25 ms); ``Generation.check``
hashes all."""


class Absent(Exception):
    """Nothing has been written here yet."""


class Busy(Exception):
    """Another process is writing."""


class Damaged(Exception):
    """A store that can't be trusted: which ``folder``, which ``file`` in it, what is wrong, and the way out."""

    def __init__(self, folder: Path, file: str, problem: str, remedy: str) -> None:
        self.folder, self.file, self.problem, self.remedy = folder, file, problem, remedy
        super().__init__(f"{folder}: {file} {problem}; {remedy}")


class Older(Damaged):
    """A store in a format that this program no longer reads."""


class Newer(Damaged):
    """A store in a format that this program does not know yet; nothing in it may be touched."""


@dataclass(frozen=True)
class Generation:
    """One complete state of a store, kept from removal until it is closed (or forgotten, or the process ends).

    ``path`` is the folder that holds its files, ``metadata`` what the writer said about them, ``files`` the size and
    sha256 of each by its name with "/".
    """

    path: Path
    metadata: Mapping[str, Any]
    files: Mapping[str, Mapping[str, Any]]
    remedy: str = field(repr=False)
    hold: Hold = field(repr=False)

    def check(self, most: int | None = None) -> None:
        """Compares the size of every file, and the sha256 of the smallest, as many as have ``most`` bytes together (of
        all: None).

        Raises Damaged.
        """
        seen = 0
        for name, expected in sorted(self.files.items(), key=lambda item: int(item[1]["size"])):
            seen += expected["size"]
            problem = difference(self.path / name, expected, hashed=most is None or seen <= most)
            if problem:
                raise Damaged(self.path, name, problem, self.remedy)

    def close(self) -> None:
        """Lets a writer remove this generation once it is no longer the current one."""
        self.hold.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class Store:
    """The store in ``folder``, of files in format ``version``. ``remedy`` tells a user what to do about damage."""

    folder: Path
    version: int
    remedy: str = "write it anew"

    def read(self) -> Generation:
        """The current generation; raises Absent where none was written, and Damaged."""
        while True:
            pointer = self.pointer()
            path = self.folder / pointer["generation"]
            try:
                return self.opened(path, pointer["manifest"])
            except (Damaged, FileNotFoundError):
                # A writer may have moved on and removed what the pointer named a moment ago.
                if self.pointer() == pointer:
                    raise

    @contextmanager
    def write(self, metadata: Mapping[str, Any] | None = None, timeout: float = 10) -> Iterator[Path]:
        """Yields an empty folder whose files become the current generation when the block ends without an error.

        Raises Busy when another writer holds the store for ``timeout`` seconds. ``metadata`` must be fit for JSON.
        """
        with self.only_writer(timeout):
            with self.next_generation(metadata) as path:
                yield path
            self.tidy(keep=path)

    @contextmanager
    def only_writer(self, timeout: float) -> Iterator[None]:
        """Holds the writers' lock, which the operating system frees when its holder dies; raises Busy."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / LOCK, timeout=timeout):
                yield
        except Timeout:
            raise Busy(f"{self.folder}: another process is writing; try again when it is done") from None

    @contextmanager
    def next_generation(self, metadata: Mapping[str, Any] | None = None) -> Iterator[Path]:
        """What :meth:`write` does, for the :meth:`only_writer`, who does the tidying too."""
        if not self.generations() and not (self.folder / CURRENT).exists():
            replace(self.folder / CURRENT, {"generation": None, "manifest": None})
        path = self.folder / f"{PREFIX}{self.next_number():06d}"
        path.mkdir()
        try:
            yield path
            sha256 = seal(path, self.version, metadata or {}, self.latest)
            replace(self.folder / CURRENT, {"generation": path.name, "manifest": sha256})
        except BaseException:
            if self.current_name() != path.name:
                shutil.rmtree(path, ignore_errors=True)
            raise

    @property
    def latest(self) -> Path | None:
        """The folder of the current generation, None where there is none; while a writer writes, the one before its.

        Nothing of it is checked.
        """
        name = self.current_name()
        return self.folder / name if name else None

    def survivors(self) -> dict[str, Path]:
        """The files of the newest generation that are still as its manifest says, by name; without a readable
        manifest, all files that there are. For saving what can be saved out of a damaged store."""
        sealed_first = sorted(self.generations(), key=lambda path: ((path / MANIFEST).exists(), path), reverse=True)
        for path in sealed_first:
            found = {name: path / name for name in names(path)}
            with suppress(OSError, ValueError, KeyError):
                files = json.loads((path / MANIFEST).read_bytes())["files"]
                found = {n: p for n, p in found.items() if n in files and not difference(p, files[n], hashed=True)}
            if found:
                return found
        return {}

    # -- steps ---------------------------------------------------------------------------------------------

    def pointer(self) -> dict[str, str]:
        """What ``current`` says; raises Absent and Damaged."""
        try:
            pointer = json.loads((self.folder / CURRENT).read_bytes())
            generation = pointer["generation"], pointer["manifest"]
        except FileNotFoundError:
            if self.generations():
                raise self.damaged(CURRENT, "is missing") from None
            raise Absent(f"{self.folder}: nothing here yet") from None
        except (ValueError, KeyError, TypeError):
            raise self.damaged(CURRENT, "can't be read") from None
        if generation[0] is None:
            raise Absent(f"{self.folder}: nothing here yet")
        return {"generation": str(generation[0]), "manifest": str(generation[1])}

    def current_name(self) -> str | None:
        """The name of the current generation, None where there is none or nobody can tell."""
        try:
            return self.pointer()["generation"]
        except (Absent, Damaged):
            return None

    def opened(self, path: Path, sha256: str) -> Generation:
        """The generation at ``path`` after its manifest, versions, sizes and hashes were checked."""
        hold = Hold(path, shared=True, wait=True)
        try:
            content = (path / MANIFEST).read_bytes()
        except FileNotFoundError:
            raise Damaged(path, MANIFEST, "is missing", self.remedy) from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Damaged(path, MANIFEST, "was altered", self.remedy)
        manifest = json.loads(content)
        problem = f"has format version {manifest['version']}, and this program reads version {self.version}"
        if manifest["version"] > self.version:
            raise Newer(path, MANIFEST, problem, "update this program")
        if manifest["version"] < self.version:
            raise Older(path, MANIFEST, problem, self.remedy)
        generation = Generation(path, manifest["metadata"], manifest["files"], self.remedy, hold)
        generation.check(HASHED_ON_OPENING)
        return generation

    def generations(self) -> list[Path]:
        """The generation folders there are, complete or not, oldest first."""
        return sorted(path for path in self.folder.glob(f"{PREFIX}*") if path.is_dir())

    def next_number(self) -> int:
        """A number above that of every generation there is."""
        return max((int(path.name.removeprefix(PREFIX)) for path in self.generations()), default=0) + 1

    def tidy(self, keep: Path) -> None:
        """Removes every generation but ``keep`` that nobody reads."""
        for path in self.generations():
            if path != keep:
                with suppress(BlockingIOError):
                    hold = Hold(path, shared=False, wait=False)
                    shutil.rmtree(path, ignore_errors=True)
                    hold.release()

    def damaged(self, file: str, problem: str) -> Damaged:
        """An error about a file of the store itself."""
        return Damaged(self.folder, file, problem, self.remedy)


# -- files -------------------------------------------------------------------------------------------------


def is_store(folder: Path) -> bool:
    """Whether a folder is that of a store."""
    return (folder / CURRENT).is_file() and any(folder.glob(f"{PREFIX}*"))


def names(path: Path) -> list[str]:
    """The files under ``path`` but the manifest, as names with "/", sorted."""
    found = (file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file())
    return sorted(name for name in found if name != MANIFEST)


def seal(path: Path, version: int, metadata: Mapping[str, Any], before: Path | None = None) -> str:
    """Writes the manifest of the generation at ``path`` and waits for the disk; gives the manifest's sha256.

    Files that are linked from the generation ``before`` are taken to be as its manifest has them.
    """
    if (path / MANIFEST).exists():
        raise ValueError(f"{MANIFEST} is the store's own name; call your file something else")
    linked = {name: of for name, of in described_in(before).items() if before and is_linked(path, before, name, of)}
    files = {name: linked.get(name) or described(path / name) for name in names(path)}
    manifest = {"version": version, "metadata": metadata, "files": files}
    content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    (path / MANIFEST).write_bytes(content)
    for file in path.rglob("*"):
        if file.is_dir() or file.relative_to(path).as_posix() not in linked:
            to_disk(file)
    to_disk(path)
    to_disk(path.parent)
    return hashlib.sha256(content).hexdigest()


def described_in(path: Path | None) -> Mapping[str, Mapping[str, Any]]:
    """The files that the manifest of the generation at ``path`` describes; none where it can't be read."""
    if path is not None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            files: Mapping[str, Mapping[str, Any]] = json.loads((path / MANIFEST).read_bytes())["files"]
            return files
    return {}


def is_linked(path: Path, before: Path, name: str, expected: Mapping[str, Any]) -> bool:
    """Whether the file ``name`` in one generation is the very file of the one ``before``, of the size ``expected``."""
    with suppress(OSError):
        own, other = (path / name).stat(), (before / name).stat()
        return os.path.samestat(own, other) and own.st_size == expected["size"]
    return False


def described(file: Path) -> dict[str, Any]:
    """The size (bytes) and sha256 of ``file``, as the manifest has them."""
    return {"size": file.stat().st_size, "sha256": sha256_of(file)}


def link(source: Path, target: Path) -> None:
    """Makes ``target`` the same file as ``source``, or a copy where the system refuses links."""
    try:
        target.hardlink_to(source)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, target)


def sha256_of(file: Path) -> str:
    """The sha256 of the bytes of ``file``, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def difference(file: Path, expected: Mapping[str, Any], *, hashed: bool) -> str:
    """What is wrong with ``file``, or "" when it is as ``expected``; unless it is ``hashed`` only its size is seen."""
    if not file.is_file():
        return "is missing"
    size = file.stat().st_size
    if size != expected["size"]:
        return f"has {size} bytes instead of {expected['size']}"
    if hashed and sha256_of(file) != expected["sha256"]:
        return "was altered"
    return ""


def replace(file: Path, value: Mapping[str, Any]) -> None:
    """Puts ``value`` as JSON into ``file``, at once for whoever reads it and for good before this returns."""
    draft = file.with_name(f"{file.name}.new")
    draft.write_text(json.dumps(value), encoding="utf-8")
    to_disk(draft)
    draft.replace(file)
    to_disk(file.parent)


def to_disk(path: Path) -> None:
    """Waits until the file or folder at ``path`` has reached the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no handle on a folder to wait for
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
