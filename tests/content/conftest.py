"""The sandbox, for tests of what snippets really do."""

from tests.sandbox.conftest import bubblewrap, kits, sandbox

__all__ = ["bubblewrap", "kits", "sandbox"]
