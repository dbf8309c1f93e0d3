"""What `.gitignore` files leave out of a folder."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pathspec import GitIgnoreSpec

from viva.kernel.errors import InvalidInput
from viva.kernel.i18n import _
from viva.kernel.refusals import reason

Complain = Callable[[Path, str], None]


def patterns(lines: Sequence[str]) -> GitIgnoreSpec:
    """Patterns as git reads them; InvalidInput names the first that git would not accept."""
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError as error:
            raise InvalidInput(_("{pattern!r} is no valid pattern").format(pattern=line)) from error
    return GitIgnoreSpec.from_lines(lines)


@dataclass(frozen=True, slots=True)
class _Rules:
    """Patterns whose paths lack the first `cut` characters of ours, and start with `prefix`."""

    spec: GitIgnoreSpec
    cut: int = 0
    prefix: str = ""

    def verdict(self, path: str) -> bool | None:
        return self.spec.check_file(self.prefix + path[self.cut :]).include


@dataclass(frozen=True, slots=True)
class Ignored:
    """The rules that hold in a folder, those of the outermost folder first."""

    rules: tuple[_Rules, ...] = ()

    @classmethod
    def above(cls, folder: Path, complain: Complain) -> Self:
        """What the repository around `folder` says of it; nothing if it ignores the folder itself.

        Whoever names an ignored folder wants it read.
        """
        here = folder.resolve()
        places = [here, *here.parents]
        depth = next((depth for depth, place in enumerate(places) if os.path.lexists(place / ".git")), 0)
        rules = cls()
        for place in reversed(places[1 : depth + 1]):
            prefix = here.relative_to(place).as_posix() + "/"
            rules = cls((*rules.rules, *_rules_of(place, complain, prefix=prefix)))
        return cls() if rules.ignores("") else rules

    def inside(self, folder: str, path: Path, names: Collection[str], complain: Complain) -> "Ignored":
        """The rules inside a folder that holds `names`; `folder` is its path from where the walk began, with a slash.

        A repository inside a repository has only its own rules.
        """
        if ".git" not in names and ".gitignore" not in names:
            return self
        kept = () if folder and ".git" in names else self.rules
        return Ignored((*kept, *_rules_of(path, complain, cut=len(folder))))

    def ignores(self, path: str) -> bool:
        """Whether a path, from where the walk began, is left out; the nearest rule that speaks of it decides."""
        for rule in reversed(self.rules):
            verdict = rule.verdict(path)
            if verdict is not None:
                return verdict
        return False


def _rules_of(folder: Path, complain: Complain, *, cut: int = 0, prefix: str = "") -> Iterator[_Rules]:
    """The rules that stand in a folder; what cannot be read or understood is complained of and passed over."""
    for file in (folder / ".git" / "info" / "exclude", folder / ".gitignore"):
        try:
            lines = file.read_text("utf-8-sig", "surrogateescape").split("\n")
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            complain(file, _("cannot be read: {reason}").format(reason=reason(error)))
            continue
        good: list[str] = []
        for line in lines:
            try:
                patterns([line])
            except InvalidInput as error:
                complain(file, str(error))
            else:
                good.append(line)
        yield _Rules(patterns(good), cut, prefix)
