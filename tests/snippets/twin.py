"""A runner that counts: it runs nothing, and says that every program ended well and printed nothing."""

from dataclasses import replace

from viva.kernel.errors import Unavailable
from viva.sandbox.echo import STOCK, EchoRunner
from viva.sandbox.model import Program, Result, Status


class CountingRunner(EchoRunner):
    """Remembers the code of each program that it was given; one code can be refused."""

    def __init__(self) -> None:
        kits = {name: replace(STOCK, name=name, hash=name) for name in ("stock", "all")}
        super().__init__(kits=kits)
        self.codes: list[str] = []
        self.refuses = ""

    def run(self, program: Program) -> Result:
        """Nothing is run."""
        super().run(program)
        code = program.files["main.py"].decode()
        if code == self.refuses:
            raise Unavailable("It does not work today.")
        self.codes.append(code)
        return Result(status=Status.EXIT, exit_code=0)
