"""What a search has found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shkc_desktop.model.hit import Hit, Mode


class SearchState(StrEnum):
    """How an answer is to be understood."""

    DONE = "done"
    EMPTY = "empty"  # the query has no character that counts
    NO_WORDS = "no words"  # 相关: the query holds no word, only punctuation
    WORDS_PENDING = "words pending"  # 相关: the words of some reports are not indexed yet


# What the reader is told; a state that is absent needs no word.
MESSAGES: Mapping[SearchState, str] = {
    SearchState.EMPTY: "请输入要查找的文字。",
    SearchState.NO_WORDS: "这里没有可查的词：“相关”按词查找，标点请用“精确”。",
    SearchState.WORDS_PENDING: "词语索引正在建立，“相关”的结果还不完整。",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits. total: how many there are in all.

    counts: facet (see conditions.FACETS) to value to number of hits, each facet counted without its own choice;
    empty where not asked for. strict: related hits that hold every word; the rest holds some.
    missing: reports that could not be looked at yet, where the caller did not want to wait.
    """

    query: str
    mode: Mode
    total: int = 0
    hits: tuple[Hit, ...] = ()
    counts: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)
    state: SearchState = SearchState.DONE
    strict: int = 0
    missing: int = 0

    @property
    def message(self) -> str:
        """The state in words, "" when there is nothing to say."""
        return MESSAGES.get(self.state, "")
