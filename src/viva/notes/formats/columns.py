"""What the columns of a table of questions hold, told from their names in several languages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto


class Holds(StrEnum):
    """What a column of a table of questions holds."""

    PROMPT = auto()
    ANSWER = auto()
    EXPLANATION = auto()
    OPTION = auto()
    WRONG = auto()
    OPTIONS = auto()
    CORRECT = auto()
    SECTION = auto()
    TOPIC = auto()
    LEVEL = auto()
    STATUS = auto()
    TAGS = auto()
    NUMBER = auto()
    NOTHING = auto()


_PUNCTUATION = re.compile(r"[^\w#№]+")
_ACCENTS = str.maketrans("óíãõçё", "oiaocе")


def _normal(name: str) -> str:
    return _PUNCTUATION.sub(" ", name.casefold().translate(_ACCENTS).replace("_", " ")).strip()


_NAMES: Mapping[Holds, str] = {
    Holds.PROMPT: """
        question questions prompt front term q вопрос вопросы термин frage begriff vorderseite pregunta
        termino pergunta termo question_text frente domanda termine pytanie питання 问题 題目 题目 正面 質問 問題 질문
    """,
    Holds.ANSWER: """
        answer answers back definition a response solution reply ответ ответы определение решение antwort
        rückseite definition lösung respuesta definicion solucion reverso resposta definicao verso réponse
        reponse risposta definizione odpowiedź відповідь 答案 回答 背面 定义 定義 解答 답변
    """,
    Holds.EXPLANATION: """
        explanation comment comments note notes rationale details why feedback пояснение объяснение
        комментарий заметки заметка erklärung begründung kommentar explicacion explicacao comentario
        explication commentaire spiegazione wyjaśnienie пояснення 解析 解释 説明 설명
    """,
    Holds.OPTIONS: """
        options choices alternatives варианты optionen antworten auswahl opciones opcoes alternativas choix
        opzioni 选项 選項 選択肢
    """,
    Holds.CORRECT: """
        correct right key solution_key correct_answer right_answer correct_option answer_key correct_answers
        правильный верный правильный_ответ верный_ответ правильно richtig richtige_antwort korrekt correcta
        respuesta_correcta correto resposta_correta resposta_certa bonne_réponse corretta 正确答案 正解 정답
    """,
    Holds.SECTION: """
        section category chapter module deck subject group area раздел категория глава модуль тема_раздела
        abschnitt kategorie kapitel bereich seccion categoria capitulo secao section catégorie sezione 分类 章节
        カテゴリ
    """,
    Holds.TOPIC: """
        topic subtopic theme skill тема подтема thema tema tópico topico sujet thème argomento temat 主题 話題
    """,
    Holds.LEVEL: """
        level difficulty grade seniority complexity уровень сложность грейд stufe niveau schwierigkeit
        schwierigkeitsgrad nivel dificultad dificuldade nível difficulté livello difficoltà poziom рівень 难度
        等级 難易度 난이도
    """,
    Holds.STATUS: """
        status done state progress статус состояние готово erledigt estado statut stato 状态 状態
    """,
    Holds.TAGS: """
        tags tag keywords keyword labels label теги тег метки schlagworte stichworte etiquetas
        palabras_clave mots_clés 标签 タグ
    """,
    Holds.NUMBER: """
        number no nr num n id # № номер nummer numero número numéro 编号 序号 番号
    """,
    Holds.NOTHING: """
        type kind guid date created updated author url link source score votes count length notetype image
        тип дата автор ссылка источник typ datum autor quelle tipo fecha fuente
    """,
}
_HOLDS = {_normal(name): holds for holds, names in _NAMES.items() for name in names.split()}
_OPTION_WORDS = (
    "option|choice|alternative|answer|variant|вариант|вариант ответа|ответ|antwort|opcion|opción|opcao|opção|"
    "alternativa|respuesta|resposta|choix|réponse|opzione|选项|選項|选择"
)
_OPTION = re.compile(rf"(?:{_OPTION_WORDS}) ?(?:[a-hа-з]|\d)")
_WRONG = re.compile(
    r"(?:wrong|incorrect|distractor|false|неверный|неправильный|falsch|falsche|incorrecta|incorreta|errada)"
    r"(?: (?:answer|answers|option|ответ|antwort|respuesta|resposta))? ?\d*"
)
_LONGEST_NAME = 4
_BARE_LETTERS = "abcdefgh"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table of questions, by what they hold; `labels` are the others, by name."""

    at: Mapping[Holds, Sequence[int]]
    labels: Mapping[int, str] = field(default_factory=dict)

    def cells(self, holds: Holds, record: Sequence[str]) -> list[str]:
        """The values of all columns of one sort."""
        return [record[index] for index in self.at.get(holds, ()) if index < len(record)]

    def first(self, holds: Holds, record: Sequence[str]) -> str:
        """The first value of a sort that is not blank, else an empty one."""
        return next((cell for cell in self.cells(holds, record) if cell.strip()), "")


def columns_of(header: Sequence[str]) -> Columns | None:
    """What a header says about its columns; None when it is no header of a table of questions.

    A header names what is asked, and it is either the only column or another
    one that says something about questions is known, too: a first record may
    just happen to hold the word "term".
    """
    names = [_normal(name) for name in header]
    sorts = [_holds(name) for name in names]
    letters = [index for index, name in enumerate(names) if len(name) == 1 and name in _BARE_LETTERS]
    if len(letters) > 1:
        for index in letters:
            sorts[index] = Holds.OPTION
    known = [sort for sort in sorts if sort not in {None, Holds.NOTHING}]
    if Holds.PROMPT not in known or (len(known) == 1 and len(names) > 1):
        return None
    at: dict[Holds, list[int]] = {}
    for index, sort in enumerate(sorts):
        if sort is not None:
            at.setdefault(sort, []).append(index)
    labels = {index: header[index].strip() for index, sort in enumerate(sorts) if sort is None and names[index]}
    return Columns(at, labels)


def _holds(name: str) -> Holds | None:
    """Look a name up whole, then by its last word (`model answer`), then by its first (`question text`)."""
    if _WRONG.fullmatch(name):
        return Holds.WRONG
    if _OPTION.fullmatch(name):
        return Holds.OPTION
    if name in _HOLDS:
        return _HOLDS[name]
    words = name.split()
    if len(words) > _LONGEST_NAME:
        return None
    return next((_HOLDS[word] for word in (*words[-1:], *words[:1]) if len(word) > 1 and word in _HOLDS), None)
