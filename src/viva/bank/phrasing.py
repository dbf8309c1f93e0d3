"""Giving questions the wordings that people write, with the pictures that come along."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from viva.bank.choosing import choose
from viva.bank.content import Content, looked_into, parts_of
from viva.bank.desk import Columns, Desk, Standing
from viva.bank.model import QuestionStatus, status_of
from viva.kernel.clock import Clock
from viva.kernel.ids import new_key

PictureBytes = Mapping[str, bytes]
"""The bytes of pictures by the target a wording names."""


class Phrasing:
    """Words the questions on a desk."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock

    def add(
        self,
        content: Content,
        pictures: PictureBytes,
        *,
        kept: Mapping[str, str | None] | None = None,
        place: Columns | None = None,
        status: QuestionStatus | None = None,
    ) -> Standing:
        """Add a question that says this; it may show pictures that are `kept`, and stand at a place of a note."""
        parts = parts_of(content, {**(kept or {}), **self._keep(pictures)})
        same = {"key": new_key(), "status": status_of(parts), "created_at": self._clock.now()}
        question = self._desk.add({**same, **(place or {})})
        self._desk.write(question, content, parts)
        if status:
            question.status = status
        return question

    def reword(self, question: Standing, content: Content, pictures: PictureBytes) -> None:
        """Give a question another wording; one that says what its notes say is theirs."""
        now, found = self._desk.wording(question.id, question.revision)
        if content == now:
            return
        for number in (question.noted, question.offered):
            if number and content == self._desk.wording(question.id, number)[0]:
                choose(self._desk, question, number)
                return
        same = not pictures and looked_into(content) == looked_into(now)
        parts = found if same else parts_of(content, self._keep(pictures))
        if any(picture.sha256 is None for picture in parts.pictures):  # most questions show none
            parts = parts_of(content, self._desk.pictures(question.id) | self._keep(pictures))
        self._desk.write(question, content, parts)

    def take_over(self, question: Standing, offered: int) -> None:
        """Let a wording of the notes count, with the tags and groups that no note tells."""
        own, _parts = self._desk.wording(question.id, question.revision)
        theirs, parts = self._desk.wording(question.id, offered)
        if own.tags or own.groups:
            self._desk.write(question, replace(theirs, tags=own.tags, groups=own.groups), parts)
        else:
            choose(self._desk, question, offered)

    def _keep(self, pictures: PictureBytes) -> dict[str, str | None]:
        kept: dict[str, str | None] = {}
        for target, content in pictures.items():
            sha256 = hashlib.sha256(content).hexdigest()
            self._desk.keep_picture(sha256, content, self._clock.now())
            kept[target] = sha256
        return kept
