from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import Entry, LocalEngine, Remembering
from index.encode import Progress, Vectors
from tests.index.conformance import LIBRARY, EngineConformance


class LetterEncoder:
    """Stands in for a model: a text's vector counts its letters, its windows are its lines. Notes what it encodes."""

    identity, dimensions, words = "letters-1", 27, frozenset[str]()

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def windows(self, text: str) -> list[str]:
        return text.split("\n")

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.encoded += texts
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        vectors[:, 0] = 0.1
        for row, text in enumerate(texts):
            for letter in text.lower():
                vectors[row, max(0, min(ord(letter) - 96, 26))] += 1
            if progress:
                progress(row + 1, len(texts))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def files_in(folder: Path) -> list[str]:
    """The files in a folder and the folders in it, by name."""
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


class TestLexicalOnly(EngineConformance):
    def build(self, entries: Sequence[Entry]) -> LocalEngine:
        return LocalEngine.build(entries, None)


class TestBothRankings(EngineConformance):
    def build(self, entries: Sequence[Entry]) -> LocalEngine:
        return LocalEngine.build(entries, LetterEncoder())


class TestReopened(EngineConformance):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self.path = tmp_path

    def build(self, entries: Sequence[Entry]) -> LocalEngine:
        LocalEngine.build(entries, LetterEncoder()).save(self.path / "index")
        return LocalEngine.open(self.path / "index", LetterEncoder())


def test_opening_gives_the_same_hits_without_encoding(tmp_path: Path) -> None:
    built = LocalEngine.build(LIBRARY, LetterEncoder())
    built.save(tmp_path)
    encoder = LetterEncoder()
    opened = LocalEngine.open(tmp_path, encoder)
    assert encoder.encoded == []
    for query in ("cloud computing", "operating income 37.7%"):
        assert opened.search(query, 5) == built.search(query, 5)
        assert opened.rankings(query, 5) == built.rankings(query, 5)


def test_saving_what_was_opened_gives_the_same_files(tmp_path: Path) -> None:
    LocalEngine.build(LIBRARY, LetterEncoder()).save(tmp_path / "a")
    LocalEngine.open(tmp_path / "a", LetterEncoder()).save(tmp_path / "b")
    names = files_in(tmp_path / "a")
    assert names == files_in(tmp_path / "b")
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_only_changed_texts_are_encoded_again(tmp_path: Path) -> None:
    LocalEngine.build(LIBRARY, LetterEncoder()).save(tmp_path)
    encoder = LetterEncoder()
    changed = [*LIBRARY[1:], Entry("new", "brand new\nsecond line"), Entry("moved", LIBRARY[0].text)]
    engine = LocalEngine.build(changed, encoder, reuse=LocalEngine.open(tmp_path, encoder))
    assert encoder.encoded == ["brand new", "second line"]
    assert engine.search("brand new", 6) == LocalEngine.build(changed, LetterEncoder()).search("brand new", 6)


def test_equal_texts_are_encoded_once() -> None:
    encoder = LetterEncoder()
    LocalEngine.build([Entry("a", "same"), Entry("b", "same")], encoder)
    assert encoder.encoded == ["same"]


def test_an_entry_ranks_by_its_best_window() -> None:
    entries = [Entry("long", "zzzz\naaaa\nqqqq"), Entry("mixed", "aaab"), Entry("other", "bbbb\ncccc")]
    engine = LocalEngine.build(entries, LetterEncoder())
    assert engine.rankings("aaaa", 3)["dense"] == ["long", "mixed", "other"]


def test_many_windows_of_one_entry_leave_room_for_the_others() -> None:
    entries = [Entry("long", "\n".join(["aaaa"] * 50)), Entry("b", "aaab"), Entry("c", "aabb")]
    engine = LocalEngine.build(entries, LetterEncoder())
    assert engine.rankings("aaaa", 2)["dense"] == ["long", "b"]
    assert engine.rankings("aaaa", 9, None)["dense"] == ["long", "b", "c"]


def test_vectors_of_another_encoder_are_neither_searched_nor_reused(tmp_path: Path) -> None:
    LocalEngine.build(LIBRARY, LetterEncoder()).save(tmp_path)
    other = LetterEncoder()
    other.identity = "letters-2"
    opened = LocalEngine.open(tmp_path, other)
    assert list(opened.rankings("cloud", 5)) == ["lexical"]
    LocalEngine.build(LIBRARY, other, reuse=opened)
    assert len(other.encoded) == len(LIBRARY)


def test_without_an_encoder_words_alone_are_searched_and_vectors_are_kept(tmp_path: Path) -> None:
    LocalEngine.build(LIBRARY, LetterEncoder()).save(tmp_path / "a")
    LocalEngine.open(tmp_path / "a", None).save(tmp_path / "b")
    assert list(LocalEngine.open(tmp_path / "a", None).rankings("cloud", 5)) == ["lexical"]
    assert list(LocalEngine.open(tmp_path / "b", LetterEncoder()).rankings("cloud", 5)) == ["lexical", "dense"]


def test_weights_decide() -> None:
    entries = [Entry("word", "aa zzzzzzzzzzzz"), Entry("letters", "aaa")]
    engine = LocalEngine.build(entries, LetterEncoder())
    assert replace(engine, weights={"dense": 0.0}).search("aa", 1)[0].key == "word"
    assert replace(engine, weights={"lexical": 0.0}).search("aa", 1)[0].key == "letters"


def test_progress_is_told() -> None:
    calls: list[tuple[int, int]] = []
    LocalEngine.build(LIBRARY, LetterEncoder(), progress=lambda done, of: calls.append((done, of)))
    assert calls[-1] == (len(LIBRARY), len(LIBRARY))


def test_another_format_is_refused(tmp_path: Path) -> None:
    LocalEngine.build(LIBRARY, None).save(tmp_path)
    file = tmp_path / "engine.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"format": 2', '"format": 99'), encoding="utf-8")
    with pytest.raises(ValueError, match="format 99"):
        LocalEngine.open(tmp_path, None)


def test_importing_index_loads_no_model_library() -> None:
    heavy = "{'torch', 'sentence_transformers', 'transformers', 'faiss', 'onnxruntime', 'tokenizers', 'rank_bm25'}"
    script = f"import sys, index; print(sorted({heavy} & set(sys.modules)))"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout == "[]\n"


def test_cosines_are_those_of_the_best_window() -> None:
    encoder = LetterEncoder()
    engine = LocalEngine.build([Entry("one", "aab\nzzz"), Entry("two", "zzy")], encoder)
    asked, *windows = encoder.encode(["zzz", "aab", "zzz", "zzy"])
    near = engine.cosines("zzz", ["two", "one", "none"])
    assert near == pytest.approx([windows[2] @ asked, max(windows[0] @ asked, windows[1] @ asked), 0.0])
    assert not engine.cosines(" ", ["one"]).any()
    assert not LocalEngine.build([Entry("one", "aab")], None).cosines("aab", ["one"]).any()


def test_an_entry_is_as_near_in_meaning_as_the_nearest_of_its_meanings() -> None:
    entries = [Entry("one", "unlike", meanings=["zz", "abba"]), Entry("other", "abba", meanings=["zz"])]
    engine = LocalEngine.build(entries, LetterEncoder())
    assert engine.rankings("abba", 2)["dense"] == ["one", "other"]
    assert engine.rankings("abba", 2)["lexical"] == ["other"]
    assert engine.cosines("abba", ["one", "other"])[0] == pytest.approx(1)


@pytest.mark.parametrize("texts", [["abba", "beat"], ["beat", "coda", "beat"]])
def test_what_several_engines_index_is_encoded_once(texts: list[str]) -> None:
    letters, counted = LetterEncoder(), list[int]()
    once = Remembering(letters)
    once.encode(["beat"])
    assert np.array_equal(once.encode(texts, lambda done, of: counted.append(of)), LetterEncoder().encode(texts))
    assert sorted(letters.encoded) == sorted({"beat", *texts})
    assert set(counted) == {1}
    assert once.identity == letters.identity
