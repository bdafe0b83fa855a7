"""A sentence-transformers model written as one ONNX graph: transformer, pooling and normalisation."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # torch and what stands on it take ten seconds to import
    from sentence_transformers import SentenceTransformer
    from torch import Tensor

OPSET = 17
TOLERANCE = 1e-4
"""The largest difference in a component of a unit vector; all-MiniLM-L6-v2 stays under 1e-6."""
SAMPLES = ("Revenues were 37.7% up.", "a", "A longer sentence, so that the two others are padded in this batch.")


def reference_model(folder: Path) -> SentenceTransformer:
    """The model in ``folder`` as sentence-transformers loads it, on the processor, without progress bars."""
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def export(model_folder: Path, identity: str, folder: Path) -> None:
    """Writes ``model.onnx``, ``tokenizer.json`` and ``encoder.json`` of the model in ``model_folder`` to ``folder``.

    Raises ValueError when the exported model doesn't agree with its original.
    """
    model = reference_model(model_folder)
    tokenizer = model.tokenizer
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "identity": identity,
        "dimensions": model.get_embedding_dimension(),
        "window": model.max_seq_length,
        "padding": tokenizer.pad_token_id,
    }
    (folder / "encoder.json").write_text(json.dumps(settings), encoding="utf-8")
    write_graph(model, folder / "model.onnx")
    compare(model, folder)


def write_graph(model: SentenceTransformer, file: Path) -> None:
    """Traces ``model`` on a sample batch into ``file``; batch size and length stay free."""
    import torch

    class Pipeline(torch.nn.Module):
        """Token ids and mask in, unit vectors out."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
            found = self.model({"input_ids": input_ids, "attention_mask": attention_mask})["sentence_embedding"]
            return torch.nn.functional.normalize(found, dim=-1)

    sample = model.tokenizer(list(SAMPLES), padding=True, return_tensors="pt")
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # of the tracer, about shapes that are constant in these models
        torch.onnx.export(
            Pipeline().eval(),
            (sample["input_ids"], sample["attention_mask"]),
            str(file),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes={name: {0: "texts", 1: "tokens"} for name in ("input_ids", "attention_mask")},
            opset_version=OPSET,
            dynamo=False,
        )


def compare(model: SentenceTransformer, folder: Path) -> None:
    """Raises ValueError when the export in ``folder`` gives other vectors than ``model``."""
    from index.encode import OnnxEncoder

    expected = model.encode(list(SAMPLES), normalize_embeddings=True, show_progress_bar=False)
    difference = float(np.abs(OnnxEncoder(folder).encode(SAMPLES) - expected).max())
    if not difference < TOLERANCE:
        raise ValueError(f"the exported model differs from its original by {difference:.1e}")
