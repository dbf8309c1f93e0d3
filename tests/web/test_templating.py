"""What templates do to texts."""

from viva.web.templating import ticked


def test_what_stands_between_backticks_is_code() -> None:
    assert str(ticked("Run `viva serve` now.")) == "Run <code>viva serve</code> now."


def test_a_text_with_code_in_it_stays_a_text() -> None:
    assert str(ticked("<b> `<script>` & `x")) == "&lt;b&gt; <code>&lt;script&gt;</code> &amp; `x"
