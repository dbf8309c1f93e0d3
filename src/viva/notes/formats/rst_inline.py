"""Marks inside a line of reStructuredText, as Markdown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_PLAIN_ROLES = frozenset({
    "abbr", "any", "dfn", "doc", "download", "emphasis", "envvar", "guilabel", "kbd", "keyword",
    "menuselection", "numref", "option", "ref", "samp", "sub", "subscript", "sup", "superscript", "term",
    "title", "title-reference",
})  # fmt: skip
_WITH_TARGET = re.compile(r"(?P<title>[^<]+?)\s*<(?P<target>[^>]+)>")
_MARK = re.compile(
    r"``(?P<literal>.{1,1000}?)``(?!`)"
    r"|:(?P<role>[A-Za-z][\w:+.-]{0,40}):`(?P<content>[^`]{1,1000})`"
    r"|`(?P<text>[^`<]{0,500})<(?P<url>[^>`]{1,2000})>`__?(?!\w)"
    r"|`(?P<phrase>[^`]{1,500})`__?(?!\w)"
    r"|\[(?P<footnote>#?[\w-]{0,40}|\*)\]_(?!\w)"
    r"|(?<![\w`])(?P<word>\w(?:[\w.-]{0,80}\w)?)_(?!\w)"
    r"|\|(?P<substitution>[^|\s](?:[^|]{0,80}[^|\s])?)\|_{0,2}"
    r"|_`(?P<target>[^`]{1,500})`"
    r"|\\(?P<escaped>[\s*`_|\\<>:\[\]])"
)


@dataclass(frozen=True, slots=True)
class Names:
    """What a document defines for use in its lines: addresses by name, and what stands for |name|."""

    addresses: Mapping[str, str] = field(default_factory=dict)
    substitutions: Mapping[str, str] = field(default_factory=dict)


def inline(text: str, names: Names) -> str:
    """Rewrite roles, literals, links and escapes; emphasis is the same in both."""
    if not any(mark in text for mark in "`_|\\"):
        return text
    return _MARK.sub(lambda found: _markdown(found, names), text)


def _markdown(found: re.Match[str], names: Names) -> str:
    kind, content = found.lastgroup, found[found.lastgroup or 0]
    match kind:
        case "literal":
            return f"`{content.strip()}`" if "`" not in content else f"`` {content.strip()} ``"
        case "content":
            return _role(found["role"], content)
        case "url":
            return f"[{found['text'].strip() or content}]({content})"
        case "phrase" | "word":
            return _reference(found[0], content, names)
        case "substitution":
            return names.substitutions.get(content, found[0])
        case "footnote":
            return f"[{content}]"
        case "escaped":
            return content.strip()
        case _:
            return content


def _reference(written: str, name: str, names: Names) -> str:
    address = names.addresses.get(_normal(name))
    if address:
        return f"[{name}]({address})"
    return name if written.startswith("`") else written


def _role(name: str, content: str) -> str:
    role = name.rpartition(":")[2]
    titled = _WITH_TARGET.fullmatch(content)
    shown = titled["title"] if titled else content.lstrip("!")
    if shown.startswith("~"):
        shown = shown.rpartition(".")[2].lstrip("~")
    match role:
        case "doc" | "download" if titled:
            return f"[{shown}]({titled['target']})"
        case "pep" | "rfc":
            return f"{role.upper()} {shown}"
        case "strong":
            return f"**{shown}**"
        case "math":
            return f"${content}$"
        case _:
            return shown if role in _PLAIN_ROLES else f"`{shown}`"


def names_of(lines: list[str]) -> Names:
    """Collect the link targets and substitutions that a document defines anywhere."""
    addresses: dict[str, str] = {}
    substitutions: dict[str, str] = {}
    for line in lines:
        start = line.lstrip()[:4]
        if start.startswith(".. _") and (target := _TARGET.match(line)):
            addresses[_normal(target["quoted"] or target["name"])] = target["url"]
        elif start.startswith(".. |") and (defined := _SUBSTITUTION.match(line)):
            value = defined["value"].strip()
            substitutions[defined["name"]] = f"![]({value})" if defined["kind"] == "image" else value
    return Names(addresses, substitutions)


_TARGET = re.compile(r"\s*\.\. _(?:`(?P<quoted>[^`]+)`|(?P<name>[^:`][^:]*)):\s+(?P<url>\S+)\s*$")
_SUBSTITUTION = re.compile(r"\s*\.\. \|(?P<name>[^|]+)\|\s+(?P<kind>image|replace|unicode)::\s*(?P<value>.*)$")


def _normal(name: str) -> str:
    return " ".join(name.lower().split())
