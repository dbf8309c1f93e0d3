"""Measure how often the language of a short prompt is told right, and how fast.

Reads `prompts.toml` beside this file and, where the folder VIVA_SHARED (default: `shared` beside the checkout)
holds labelled notes, the questions of those too. Libraries that happen to be installed are measured beside it.
"""

import json
import os
import sys
import time
import tomllib
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from viva.notes.content.language import detect

SHARED = Path(os.environ.get("VIVA_SHARED", Path(__file__).parents[2] / "shared"))
Detector = Callable[[str, str], str]
Sample = tuple[str, str, str]
"""A text, the language of its file, and its own language."""


def own_prompts() -> list[Sample]:
    """Prompts in many languages, each in a file whose language is not known."""
    table = tomllib.loads(Path(__file__).with_name("prompts.toml").read_text(encoding="utf-8"))
    return [(prompt, "und", lang) for lang, prompts in table.items() for prompt in prompts]


def labelled_questions(*, with_answer: bool) -> list[Sample]:
    """The questions of the labelled notes, with the lines of their answers if asked for."""
    samples: list[Sample] = []
    for path in sorted((SHARED / "truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        note = (SHARED / "seeds" / truth["source"]).read_text(encoding="utf-8", errors="replace")
        lines = note.split("\n")
        code = {number for block in truth["code_blocks"] for number in range(block["lines"][0], block["lines"][1] + 1)}
        for item in truth["items"]:
            first, last = item["answer_span"] or (1, 0)
            answer = [lines[number - 1] for number in range(first, last + 1) if number not in code]
            text = "\n".join([item["prompt"], *(answer if with_answer else ())])
            samples.append((text, detect(note), item["language"]))
    return samples


def peers() -> dict[str, Detector]:
    """Libraries for the same task, as far as they are installed here."""
    found: dict[str, Detector] = {"viva": detect}
    if find_spec("lingua"):
        detector = import_module("lingua").LanguageDetectorBuilder.from_all_languages().build()

        def with_lingua(text: str, default: str) -> str:
            language = detector.detect_language_of(text)
            return language.iso_code_639_1.name.lower() if language else default

        found["lingua"] = with_lingua
    if find_spec("langdetect"):
        langdetect = import_module("langdetect")
        langdetect.DetectorFactory.seed = 0

        def with_langdetect(text: str, default: str) -> str:
            try:
                return str(langdetect.detect(text)).split("-", 1)[0]
            except langdetect.LangDetectException:
                return default

        found["langdetect"] = with_langdetect
    if find_spec("py3langid"):
        classify = import_module("py3langid").classify
        found["py3langid"] = lambda text, _: str(classify(text)[0])
    return found


def main() -> int:
    """Print, for each detector and each set, how many are right and how many texts it does in a second."""
    if not SHARED.is_dir():
        print(f"No labelled notes in {SHARED}; set VIVA_SHARED.", file=sys.stderr)
        if os.environ.get("CI") == "true":
            return 1
    sets = {
        "prompts in 21 languages": own_prompts(),
        "labelled questions": labelled_questions(with_answer=False),
        "the same with answers": labelled_questions(with_answer=True),
    }
    for name, detector in peers().items():
        for title, samples in sets.items():
            if not samples:
                continue
            detector(*samples[0][:2])  # loads what it needs
            start = time.perf_counter()
            answers = [detector(text, default) for text, default, _ in samples]
            seconds = time.perf_counter() - start
            right = sum(answer == lang for answer, (_, _, lang) in zip(answers, samples, strict=True))
            print(f"{name:11} {title:24} {right:4} of {len(samples):4}  {len(samples) / seconds:9,.0f} texts/s")
            if "--details" in sys.argv[1:]:
                for answer, (text, _, lang) in zip(answers, samples, strict=True):
                    if answer != lang:
                        print(f"    {answer} for {lang}: {text[:80]!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
