"""The library safetensors is the oracle: it must read what is written here, and what it writes must be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from index.arrays import Array, opened, prefixed, save, under

ARRAYS: dict[str, Array] = {
    "bytes": np.arange(7, dtype=np.uint8),
    "数 'name'\n": np.arange(6, dtype=np.int64).reshape(2, 3),
    "vectors": np.linspace(0, 1, 10, dtype=np.float32).reshape(5, 2),
    "empty": np.empty(0, np.int32),
    "empty.rows": np.empty((0, 3), np.uint64),
    "strided": np.arange(10, dtype=np.uint16)[::2],
}


def assert_equal(found: dict[str, Array], expected: dict[str, Array]) -> None:
    assert set(found) == set(expected)
    for name, array in expected.items():
        assert (found[name].dtype, found[name].shape) == (array.dtype, array.shape)
        assert (found[name] == array).all()


@pytest.mark.parametrize("arrays", [ARRAYS, {}])
def test_what_is_written_is_read_here_and_by_safetensors(arrays: dict[str, Array], tmp_path: Path) -> None:
    save(tmp_path / "file", arrays)
    assert_equal(opened(tmp_path / "file"), arrays)
    assert_equal(load_file(tmp_path / "file"), arrays)


def test_what_safetensors_writes_is_read(tmp_path: Path) -> None:
    contiguous = {name: np.ascontiguousarray(array) for name, array in ARRAYS.items()}
    save_file(contiguous, tmp_path / "file")
    assert_equal(opened(tmp_path / "file"), contiguous)


def test_arrays_are_mapped_where_their_items_may_begin_and_outlive_the_file(tmp_path: Path) -> None:
    save(tmp_path / "file", ARRAYS)
    found = opened(tmp_path / "file")
    (tmp_path / "file").unlink()
    for array in found.values():
        assert not array.flags.owndata
        assert array.flags.aligned
        assert not array.flags.writeable
    assert_equal(found, ARRAYS)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty file"),
        (b"\x08", "Expecting value"),
        (b"\x08" + bytes(7) + b"{'a': 1}", "Expecting property name"),
        (bytes(8), "Expecting value"),
    ],
)
def test_another_file_is_refused(content: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(ValueError, match=problem):
        opened(tmp_path / "file")


def test_prefixes() -> None:
    arrays = prefixed("terms", {"blob": ARRAYS["bytes"], "a.b": ARRAYS["empty"]})
    assert list(arrays) == ["terms.blob", "terms.a.b"]
    assert list(under("terms", arrays | ARRAYS)) == ["blob", "a.b"]
