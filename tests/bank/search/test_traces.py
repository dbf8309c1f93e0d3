"""Where in a text words with a stem may be: a stretch may hold none, but no such word is outside of all."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from viva.bank.search.shadow import fold, stem, words
from viva.bank.search.traces import stretches, traces_of

_ODD = """
    lru_cache lruCache LRU-cache readHTTPHeader __init__ foo_bar++ a-aa a_a C C++ f# map# .NET Node.js == !== => &&
    hoping hope skies sky ability able dying tables sensibility organization biologist happier ёлка Елки ещё по-русски
    утечками памяти naïve cafe\u0301 İstanbul ıslak ﬁle Ｆile Straße Київ їжак и\u0306 線程 データ O(n²) µs Θ
"""
_ENDINGS = "s es ies ied ed ing y ly e er ation ator ization fulness ousness iveness ibility ably ency ogy ment ful"

tricky = st.sampled_from(_ODD.split())
texts = st.lists(
    st.tuples(tricky | st.text(max_size=6), st.sampled_from([" ", "\n", "\t", ", ", " (", "-", "_", "`", ""]))
)


@given(texts, tricky, st.integers(1, 12))
@example([("lru_cache", " ")], "lruCache", 12)
@example([("ёлка", " ")], "Елки", 3)
@example([("İİİİİİ", " "), ("hope", " "), ("and", " ")], "hope", 4)
def test_no_word_is_missed(pieces: list[tuple[str, str]], sought: str, letters: int) -> None:
    text = "".join(word + between for word, between in pieces)
    for form in (word.form for word in words(sought)):
        for wanted in filter(None, (*form.stems, form.whole)):
            start = wanted[:letters]
            places = list(stretches(text, traces_of([start])))
            assert not [
                word
                for word in words(text)
                if any(each.startswith(start) for each in (*word.form.stems, word.form.whole))
                and not any(at <= word.start and word.end <= end for at, end in places)
            ]


@given(st.text("abdeilnorstuyzи", min_size=1, max_size=8), st.lists(st.sampled_from(_ENDINGS.split()), max_size=2))
def test_the_trace_of_a_stem_is_in_every_word_that_has_it(beginning: str, endings: list[str]) -> None:
    word = fold("".join((beginning, *endings)))
    assert any(trace in word for trace in traces_of([stem(word)]))


def test_stretches_reach_from_blank_to_blank() -> None:
    text = "The cached\tvalue of lru_cache, and a (cache)."
    assert [text[start:end].strip() for start, end in stretches(text, traces_of(["cach"]))] == [
        "cached",
        "lru_cache,",
        "(cache).",
    ]


def test_a_text_without_a_trace_has_no_stretch() -> None:
    assert list(stretches("Nothing of it, не здесь, nor here — и не там", traces_of(["cach"]))) == []


@pytest.mark.parametrize(("wanted", "trace"), [("hope", "hop"), ("tabl", "tab"), ("csharp", "c#"), ("doubleequ", "==")])
def test_a_trace_is_what_every_such_word_is_written_with(wanted: str, trace: str) -> None:
    assert trace in traces_of([wanted])
