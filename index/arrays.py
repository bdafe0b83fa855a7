"""Named arrays in one file, mapped and not read when it is opened.

The layout is that of safetensors: eight bytes that hold the header's length, the header in JSON, and the arrays one
after another, those of the largest items first, so that each begins where its items may. It is written here and not by
the library of that name because that one wants every array as bytes first, twice the memory.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_NAMES = {"U8": "<u1", "U16": "<u2", "U32": "<u4", "U64": "<u8", "I32": "<i4", "I64": "<i8", "F32": "<f4"}
_TYPES = {np.dtype(kind): name for name, kind in _NAMES.items()}


def save(file: Path, arrays: Mapping[str, Array]) -> None:
    """Writes ``arrays`` to ``file``; raises KeyError for a type of items that has no name here."""
    ordered = sorted(arrays.items(), key=lambda item: (-item[1].dtype.itemsize, item[0]))
    header, start = {}, 0
    for name, array in ordered:
        header[name] = {
            "dtype": _TYPES[array.dtype],
            "shape": array.shape,
            "data_offsets": (start, start + array.nbytes),
        }
        start += array.nbytes
    content = json.dumps(header, ensure_ascii=False).encode()
    content += b" " * (-len(content) % 8)
    with file.open("wb") as stream:
        stream.write(len(content).to_bytes(8, "little") + content)
        for _, array in ordered:
            np.ascontiguousarray(array).tofile(stream)


def opened(file: Path) -> dict[str, Array]:
    """The arrays in ``file``, by name, read-only; they stay when the file is removed. Raises ValueError and OSError."""
    mapped = np.asarray(np.memmap(file, np.uint8, "r"))
    first = 8 + int.from_bytes(mapped[:8].tobytes(), "little")
    header = json.loads(mapped[8:first].tobytes())
    return {
        name: mapped[first:][slice(*of["data_offsets"])].view(_NAMES[of["dtype"]]).reshape(of["shape"])
        for name, of in header.items()
    }


def prefixed(prefix: str, arrays: Mapping[str, Array]) -> dict[str, Array]:
    """``arrays`` with ``prefix`` and a stop before their names."""
    return {f"{prefix}.{name}": array for name, array in arrays.items()}


def under(prefix: str, arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Those of ``arrays`` that ``prefixed`` named, with the names that they had before."""
    start = f"{prefix}."
    return {name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)}
