"""The sandbox, for tests of what the programs of the starter bank really do."""

from tests.sandbox.conftest import all_packages, bubblewrap, kits

__all__ = ["all_packages", "bubblewrap", "kits"]
