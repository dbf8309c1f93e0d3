"""A question of a bank in both languages, to be made wrong in one place."""

from pathlib import Path

from scripts.starter.written import Written, written

EN = """\
---
level: L1
groups: {L1: must}
language: en
tech: [python]
topics: [collections]
---

# How many items has a set of `[1, 1.0, True]`?

## Options

- [x] One
  > All three are equal, and have the same hash.
- [ ] Two
  > `1` and `1.0` are equal as well.
- [ ] Three
  > A set keeps equal values once.

## Answer

One: `1`, `1.0` and `True` are equal.

~~~python
# all of them are equal
print(len({1, 1.0, True}), "item")
~~~

~~~output
1 item
~~~

## Key points

### Must

- equal values are kept once

### Should

- `True` equals 1

### Okay

- equal values have the same hash

## Follow-ups

- Which of them is kept?
  > The first.

## Common mistakes

- "They have different types."
  > Types do not matter to a set.

## Sources

- [Set types](https://docs.python.org/3/library/stdtypes.html#set-types-set-frozenset)

## Task

Write `unique`.

~~~python starter
def unique(items):
    ...
~~~

~~~text tests
unique([1, 1]) == [1]
hidden:
unique([2, 1, 2]) == [2, 1]
~~~

~~~python solution
def unique(items):
    return list(dict.fromkeys(items))
~~~

~~~python wrong: keeps all
def unique(items):
    return items
~~~

~~~python wrong: sorts
def unique(items):
    return sorted(set(items))
~~~
"""

RU = """\
---
level: L1
groups: {L1: must}
language: ru
tech: [python]
topics: [collections]
---

# Сколько элементов во множестве из `[1, 1.0, True]`?

## Options

- [x] Один
  > Все три равны, и хеш у них один.
- [ ] Два
  > `1` и `1.0` тоже равны.
- [ ] Три
  > Множество хранит равные значения один раз.

## Answer

Один: `1`, `1.0` и `True` равны.

~~~python
# все они равны
print(len({1, 1.0, True}), "элемент")
~~~

~~~output
1 элемент
~~~

## Key points

### Must

- равные значения хранятся один раз

### Should

- `True` равно 1

### Okay

- у равных значений один хеш

## Follow-ups

- Какой из них останется?
  > Первый.

## Common mistakes

- «У них разные типы».
  > Множеству типы безразличны.

## Sources

- [Set types](https://docs.python.org/3/library/stdtypes.html#set-types-set-frozenset)

## Task

Напишите `unique`.

~~~python starter
def unique(items):
    ...
~~~

~~~text tests
unique([1, 1]) == [1]
hidden:
unique([2, 1, 2]) == [2, 1]
~~~

~~~python solution
def unique(items):
    return list(dict.fromkeys(items))
~~~

~~~python wrong: оставляет всё
def unique(items):
    return items
~~~

~~~python wrong: сортирует
def unique(items):
    return sorted(set(items))
~~~
"""


def page(folder: Path, text: str, language: str = "en", name: str = "python/set-size") -> Written:
    """A page of a bank in this folder."""
    file = folder / language / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return written(file, folder)


def pair(folder: Path, *, en: str = EN, ru: str = RU) -> tuple[Written, Written]:
    """A question in both languages."""
    return page(folder, en, "en"), page(folder, ru, "ru")


def told(*pages: Written) -> list[str]:
    """What is wrong with pages: language, line and sentence."""
    return [f"{page.language}:{problem.line} {problem.text}" for page in pages for problem in page.problems]
