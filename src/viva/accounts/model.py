"""Who acts, and in which workspace."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do in a workspace."""

    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work in one workspace; every unit of work has exactly one."""

    id: int
    workspace_id: int
    name: str
    guest: bool = False
    """Came over the local network: only what was opened to it is there for them."""
