"""What every engine must do: derive a test class from EngineConformance, say how to build one, and it is held to it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import pytest

from index import Engine, Entry

LIBRARY = (
    Entry("deck:1", "Cloud computing revenue was JPY1,612 million in FY2011", {"doc": "deck", "kind": "slide"}),
    Entry("deck:2", "Backbone network: 120Gbps across the Pacific", {"doc": "deck", "kind": "slide"}),
    Entry("deck:3", "Cloud computing contracts grew to 1,130", {"doc": "deck", "kind": "table"}),
    Entry("release:1", "Operating income decreased by 37.7% in 2Q11", {"doc": "release", "kind": "text"}),
    Entry("release:2", "Cloud computing is expected to grow", {"doc": "release"}),
)


class EngineConformance(ABC):
    """The behaviour that callers rely on, in tests against whatever ``build`` makes."""

    @abstractmethod
    def build(self, entries: Sequence[Entry]) -> Engine:
        """A fresh engine over ``entries``."""

    @pytest.fixture
    def engine(self) -> Engine:
        return self.build(LIBRARY)

    def test_best_comes_first(self, engine: Engine) -> None:
        assert engine.search("cloud computing revenue in FY2011", 3)[0].key == "deck:1"
        assert engine.search("operating income decreased in 2Q11", 3)[0].key == "release:1"

    def test_at_most_k_hits_and_each_key_once(self, engine: Engine) -> None:
        for k in range(7):
            keys = [hit.key for hit in engine.search("cloud computing", k)]
            assert len(keys) <= k
            assert len(set(keys)) == len(keys)

    def test_fewer_hits_are_the_beginning_of_more(self, engine: Engine) -> None:
        assert engine.search("cloud computing", 5)[:2] == engine.search("cloud computing", 2)

    def test_scores_fall(self, engine: Engine) -> None:
        scores = [hit.score for hit in engine.search("cloud computing revenue", 5)]
        assert scores == sorted(scores, reverse=True)

    def test_the_same_question_gets_the_same_hits(self, engine: Engine) -> None:
        assert engine.search("cloud computing", 5) == engine.search("cloud computing", 5)

    @pytest.mark.parametrize(
        ("where", "allowed"),
        [
            ({"doc": ["release"]}, {"release:1", "release:2"}),
            ({"doc": {"deck", "release"}, "kind": ("table", "text")}, {"deck:3", "release:1"}),
            ({"kind": ["slide", "table", "text"]}, {"deck:1", "deck:2", "deck:3", "release:1"}),
            ({"doc": ["another"]}, set()),
            ({"doc": []}, set()),
            ({"author": ["anyone"]}, set()),
        ],
    )
    def test_facets_narrow_every_ranking(
        self, engine: Engine, where: dict[str, Sequence[str]], allowed: set[str]
    ) -> None:
        query = "cloud computing operating income backbone"
        assert {hit.key for hit in engine.search(query, 10, where)} == allowed
        for ranking in engine.rankings(query, 10, where).values():
            assert set(ranking) <= allowed

    def test_no_condition_lets_everything_through(self, engine: Engine) -> None:
        assert engine.search("cloud", 5, {}) == engine.search("cloud", 5)

    def test_rankings_hold_known_keys_once_and_at_most_k(self, engine: Engine) -> None:
        rankings = engine.rankings("cloud computing", 2)
        assert rankings
        for ranking in rankings.values():
            assert len(ranking) <= 2
            assert len(set(ranking)) == len(ranking)
            assert set(ranking) <= {entry.key for entry in LIBRARY}

    @pytest.mark.parametrize("query", ["", " \n\t", "…", "\x00", "?!" * 1000])
    def test_a_query_without_words_is_no_error(self, engine: Engine, query: str) -> None:
        assert len(engine.search(query, 5)) <= 5

    def test_an_empty_query_finds_nothing(self, engine: Engine) -> None:
        assert engine.search("", 5) == []

    def test_a_very_long_query(self, engine: Engine) -> None:
        assert engine.search("operating income in 2Q11 " * 4000, 1)[0].key == "release:1"

    def test_no_entries(self) -> None:
        engine = self.build([])
        assert engine.search("cloud", 5) == []
        assert engine.search("cloud", 5, {"doc": ["deck"]}) == []

    def test_one_entry_and_an_entry_without_text(self) -> None:
        engine = self.build([Entry("only", "cloud"), Entry("blank", "")])
        assert engine.search("cloud", 5)[0].key == "only"

    def test_equal_keys_are_refused(self) -> None:
        with pytest.raises(ValueError, match="'twice'"):
            self.build([Entry("twice", "a"), Entry("twice", "b")])

    def test_keys_and_facets_are_any_text(self) -> None:
        key, value = "数 'key'\n#1", 'a "quoted" 値'
        engine = self.build([Entry(key, "cloud", {"f'acet": value}), Entry("b", "cloud", {"f'acet": "other"})])
        assert [hit.key for hit in engine.search("cloud", 5, {"f'acet": [value]})] == [key]
