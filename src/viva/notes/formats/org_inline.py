"""Marks inside a line of Org, as Markdown."""

import re

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif)$", re.IGNORECASE)
_LINK = re.compile(r"\[\[(?P<url>[^\[\]]{1,2000})\](?:\[(?P<text>[^\[\]]{1,1000})\])?\]")
_CODE = (
    r"(?P<before>^|[\s\-({'\"\[|])(?P<mark>[=~])(?P<code>[^\s=~]|[^\s=~].{0,200}?\S)(?P=mark)"
    r"(?=$|[\s.,:!?;'\")}\]\[|])"  # Org allows a hyphen here, too, and cuts `=make -j=4=` in two
)
_BOLD = r"(?P<start>^|[\s\-({'\"|])\*(?P<bold>[^\s*]|[^\s*][^*]{0,200}?[^\s*])\*(?=$|[\s\-.,:!?;'\")}\[|])"
_ITALIC = r"(?P<lead>^|[\s\-({'\"|])/(?P<italic>[^\s/]|[^\s/][^/]{0,200}?[^\s/])/(?=$|[\s\-.,:!?;'\")}\[|])"
_STRUCK = r"(?P<front>^|[\s\-({'\"|])\+(?P<struck>[^\s+]|[^\s+][^+]{0,200}?[^\s+])\+(?=$|[\s\-.,:!?;'\")}\[|])"
_MARKS = re.compile(f"{_LINK.pattern}|{_CODE}|{_BOLD}|{_ITALIC}|{_STRUCK}")


def inline(text: str) -> str:
    """Rewrite links, code and emphasis; inside code and links nothing else is rewritten."""
    if not any(mark in text for mark in "[=~*/+"):
        return text
    return _MARKS.sub(_markdown, text)


def _markdown(found: re.Match[str]) -> str:
    if found["url"]:
        return _link(found["url"], found["text"])
    if found["code"]:
        ticks = "``" if "`" in found["code"] else "`"
        return f"{found['before']}{ticks}{found['code']}{ticks}"
    if found["bold"]:
        return f"{found['start']}**{found['bold']}**"
    if found["italic"]:
        return f"{found['lead']}*{found['italic']}*"
    return f"{found['front']}~~{found['struck']}~~"


def _link(url: str, text: str | None) -> str:
    target = url.removeprefix("file:")
    if text is None:
        return f"![]({target})" if _PICTURE.search(target) else f"<{target}>"
    return f"[{text}]({target})"
