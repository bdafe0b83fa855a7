"""Search over entries, each a key, a text and facets: BM25 and sentence vectors, fused by reciprocal rank.

    >>> engine = LocalEngine.build([Entry("a", "Revenues were JPY1,600 million"), Entry("b", "Churn fell")], None)
    >>> [hit.key for hit in engine.search("revenue of 1600", k=5)]
    ['a']

``load_encoder`` finds the sentence encoder, ``Store`` keeps an engine and whatever goes with it on disk.
"""

from index.encode import Encoder, Remembering
from index.engine import Engine, Hit, LocalEngine
from index.models import Loaded, load_encoder
from index.segment import Entry
from index.store import Absent, Busy, Damaged, Generation, Newer, Older, Store

__all__ = [
    "Absent",
    "Busy",
    "Damaged",
    "Encoder",
    "Engine",
    "Entry",
    "Generation",
    "Hit",
    "Loaded",
    "LocalEngine",
    "Newer",
    "Older",
    "Remembering",
    "Store",
    "load_encoder",
]
