"""What templates do to texts."""

from viva.web.templating import segment, ticked


def test_what_stands_between_backticks_is_code() -> None:
    assert str(ticked("Run `viva serve` now.")) == "Run <code>viva serve</code> now."


def test_a_text_with_code_in_it_stays_a_text() -> None:
    assert str(ticked("<b> `<script>` & `x")) == "&lt;b&gt; <code>&lt;script&gt;</code> &amp; `x"


def test_a_slash_in_a_segment_leads_nowhere_else() -> None:
    assert segment("../../etc/I/O?#") == "..%2F..%2Fetc%2FI%2FO%3F%23"
