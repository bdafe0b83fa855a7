"""An engine that came about by changes finds what one finds that is built at once, and scores it alike."""

from __future__ import annotations

import math
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Entry, LocalEngine, Store
from index.segment import Part, settled
from tests.index.conformance import LIBRARY, EngineConformance
from tests.index.test_engine import LetterEncoder, files_in

WORDS = ["cloud", "revenue", "JPY1,600", "2Q11", "37.7%", "IIJ-Global", "売上高", "the", "of"]
QUERIES = ["cloud revenue", "the 売上高 of 2Q11", "JPY1,600 unheard", "of"]
Texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
Documents = st.sampled_from("ABCDEF")


@dataclass(frozen=True)
class Change:
    """What is done: documents removed whole, single entries removed, documents of some texts added."""

    documents: frozenset[str]
    entries: frozenset[int]
    texts: Sequence[tuple[str, str]]
    reopened: bool


Changes = st.lists(
    st.builds(
        Change,
        st.frozensets(Documents, max_size=2),
        st.frozensets(st.integers(0, 40), max_size=6),
        st.lists(st.tuples(Documents, Texts), max_size=9),
        st.booleans(),
    ),
    max_size=7,
)


class TestChanged(EngineConformance):
    """One that got its entries one by one, with others between them that were removed again."""

    def build(self, entries: Sequence[Entry]) -> LocalEngine:
        engine = LocalEngine.build([Entry("passing", "cloud computing")], LetterEncoder())
        for number, entry in enumerate(entries):
            passing = Entry(f"passing {number}", f"operating income {entry.text}", {"kind": "passing"})
            engine = engine.changed([entry, passing])
        return engine.changed(remove=["passing"], remove_where={"kind": ["passing"]})


@settings(deadline=None, max_examples=60)
@given(Changes)
def test_changes_lead_to_what_building_at_once_does(changes: list[Change]) -> None:
    engine, entries, number = LocalEngine.build([], LetterEncoder()), list[Entry](), 0
    for change in changes:
        added = [Entry(f"{doc}:{number + at}", text, {"doc": doc}) for at, (doc, text) in enumerate(change.texts)]
        number += len(added)
        keys = {entry.key for at, entry in enumerate(entries) if at in change.entries}
        where = {"doc": change.documents} if change.documents else None
        engine = engine.changed(added, keys, where)
        entries = [e for e in entries if e.key not in keys and e.facets["doc"] not in change.documents] + added
        if change.reopened:
            with TemporaryDirectory() as folder:
                engine.save(Path(folder))
                engine = LocalEngine.open(Path(folder), LetterEncoder())
        assert_same(engine, LocalEngine.build(entries, LetterEncoder()))


def assert_same(engine: LocalEngine, built: LocalEngine) -> None:
    """Whether two engines hold, find and score the same."""
    assert list(engine.keys) == list(built.keys)
    assert set(engine.words) == set(built.words)
    assert len(engine) == len(built)
    for query in QUERIES:
        for where in (None, {"doc": ["A", "C"]}):
            assert engine.rankings(query, 5, where) == built.rankings(query, 5, where)
        places, scores = engine.lexical.search(query, 50)
        expected, of = built.lexical.search(query, 50)
        assert engine.keys_at(places) == built.keys_at(expected)
        assert scores == pytest.approx(of, rel=1e-12)
        keys = list(built.keys)
        assert engine.cosines(query, keys) == pytest.approx(built.cosines(query, keys), abs=1e-6)
        assert engine.nearest_keys([query], 4) == built.nearest_keys([query], 4)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 9), max_size=40))
def test_parts_are_few_and_keep_their_order(sizes: list[int]) -> None:
    parts: list[Part] = []
    for number, size in enumerate(sizes):
        entries = [Entry(f"{number}-{at}", "cloud") for at in range(size)]
        parts = settled([*parts, *LocalEngine.build(entries, None).parts])
        assert all(len(one) >= 2 * len(other) for one, other in pairwise(parts))
    assert [key for part in parts for key in part.keys] == [
        f"{n}-{at}" for n, of in enumerate(sizes) for at in range(of)
    ]
    assert len(parts) <= math.log2(sum(sizes) or 1) + 1


def test_what_stays_is_shared_and_the_old_engine_stays_as_it_is() -> None:
    before = LocalEngine.build(LIBRARY, LetterEncoder())
    after = before.changed([Entry("new", "cloud")], remove=["deck:1"])
    assert after.parts[0].segment is before.parts[0].segment
    assert list(before.keys) == [entry.key for entry in LIBRARY]
    assert list(after.keys) == [*(entry.key for entry in LIBRARY[1:]), "new"]


def test_a_part_half_of_which_is_removed_is_written_anew() -> None:
    engine = LocalEngine.build([Entry(f"{n}", f"w{n}x") for n in range(10)], None)
    four = engine.changed(remove=list("0123"))
    assert (len(four.parts[0].segment), len(four.parts[0])) == (10, 6)
    five = four.changed(remove=["4"])
    assert (len(five.parts[0].segment), len(five.parts[0])) == (5, 5)
    assert list(five.words) == [f"w{n}x" for n in range(5, 10)]
    assert len(five.changed(remove=list(five.keys)).parts) == 0


def test_a_replaced_entry_is_found_by_its_new_text_alone() -> None:
    engine = LocalEngine.build(LIBRARY, None).changed([Entry("deck:2", "satellite")], remove=["deck:2", "unheard of"])
    assert [hit.key for hit in engine.search("satellite", 5)] == ["deck:2"]
    assert engine.search("Backbone network", 5) == []
    assert engine.holds(["deck:2", "deck:9"]) == [True, False]
    assert "backbone" not in engine.words
    assert "satellite" in engine.words


def test_a_key_that_is_there_is_refused() -> None:
    engine = LocalEngine.build(LIBRARY, None)
    with pytest.raises(ValueError, match="'deck:3' already"):
        engine.changed([Entry("deck:3", "again")])
    with pytest.raises(ValueError, match="two entries have the key 'x'"):
        engine.changed([Entry("x", "once"), Entry("x", "twice")])


def test_only_new_texts_are_encoded() -> None:
    encoder = LetterEncoder()
    engine = LocalEngine.build(LIBRARY, encoder)
    encoder.encoded.clear()
    again = [Entry("moved", LIBRARY[0].text), Entry("new", "brand new")]
    engine.changed(again, remove=["deck:1"])
    assert encoder.encoded == ["brand new"]


def test_vectors_of_one_encoder_are_not_joined_by_those_of_another(tmp_path: Path) -> None:
    encoder, other = LetterEncoder(), LetterEncoder()
    other.identity = "letters-2"
    LocalEngine.build(LIBRARY, encoder).save(tmp_path)
    for given_one in (other, None):
        opened = LocalEngine.open(tmp_path, given_one)
        assert not opened.goes_with(given_one)
        with pytest.raises(ValueError, match="another encoder"):
            opened.changed([Entry("new", "cloud")])
        left = opened.changed(remove=["deck:1"])
        assert left.identity == encoder.identity
        left.save(tmp_path / "left")
        assert "dense" in LocalEngine.open(tmp_path / "left", encoder).rankings("cloud", 5)
        emptied = opened.changed(remove_where={"doc": ["deck", "release"]})
        assert emptied.goes_with(given_one)
    assert LocalEngine.build([], None).goes_with(other)
    assert not LocalEngine.build(LIBRARY, None).goes_with(other)


def test_adding_a_document_writes_little_and_links_the_rest(tmp_path: Path) -> None:
    words = random.Random(3)
    texts = [" ".join(f"w{words.randint(0, 999)}x" for _ in range(12)) for _ in range(4020)]
    entries = [Entry(f"{n // 20}:{n}", text, {"doc": f"{n // 20}"}) for n, text in enumerate(texts)]
    before = LocalEngine.build(entries[:4000], LetterEncoder())
    store = Store(tmp_path, 1)
    with store.write() as old:
        before.save(old / "engine")
    with store.read(), store.write() as new:
        before.changed(entries[4000:]).save(new / "engine", old / "engine")
        sizes = {name: (new / name).stat().st_size for name in files_in(new)}
        linked = [name for name in sizes if (old / name).exists() and (new / name).samefile(old / name)]
        written = sum(sizes.values()) - sum(sizes[name] for name in linked)
    assert written < 0.02 * sum(sizes.values())


def test_an_engine_is_saved_whole_where_the_one_before_is_gone(tmp_path: Path) -> None:
    engine = LocalEngine.build(LIBRARY, LetterEncoder())
    engine.save(tmp_path / "a", tmp_path / "none")
    engine.changed([Entry("new", "cloud")]).save(tmp_path / "b", tmp_path / "a")
    shutil.rmtree(tmp_path / "a")
    assert_same(LocalEngine.open(tmp_path / "b", LetterEncoder()), engine.changed([Entry("new", "cloud")]))
