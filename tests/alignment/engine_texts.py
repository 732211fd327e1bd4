"""Texts made for what aligners get wrong, and the project's own corpora as segmented versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from aligner.evaluation import read_beads
from aligner.model import Bead, Language, Paragraph, Segment, SegmentedVersion, Version
from aligner.reading import read_version
from aligner.segmentation import segment

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "ru", "kk")
DOCUMENTS = ("news", "guide", "january", "decree", "story")


def version(language: Language, lines: Sequence[str], paragraphs: Sequence[int] | None = None) -> SegmentedVersion:
    """Lines as the segments of a version."""
    text = "\n".join(lines)
    segments, start = [], 0
    for number, line in enumerate(lines):
        paragraph = paragraphs[number] if paragraphs else 0
        segments.append(Segment(start, start + len(line), paragraph, line))
        start += len(line) + 1
    source = Version(language, text, (Paragraph(0, len(text)),), f"{language}.txt", "0" * 64, "utf-8")
    return SegmentedVersion(source, tuple(segments))


def corpus_versions(name: str) -> dict[Language, SegmentedVersion]:
    """A document of the project, read and segmented as a user's would be."""
    result = {}
    for language in LANGUAGES:
        read = read_version(ROOT / "corpora" / language / f"{name}.txt", language)
        result[language] = SegmentedVersion(read, tuple(segment(read.text, read.paragraphs, language)))
    return result


def gold_beads(name: str, a: Language, b: Language) -> list[Bead]:
    return list(read_beads(ROOT / "tests" / "gold" / f"{name}.{a}-{b}.ladder"))


def texts(versions: Mapping[Language, SegmentedVersion], language: Language) -> list[str]:
    return [held.text for held in versions[language].segments]


HEADINGS = {
    "en": [
        "1. The road to the pass", "2. Where to buy bread", "3. Sleeping in the cold", "4. Crossing rivers on foot",
        "5. What the shepherds taught us", "6. Broken boots", "7. The last lake", "8. Coming home",
    ],
    "ru": [
        "2. Дорога на перевал", "3. Где купить хлеб", "4. Ночёвка на холоде", "5. Переправы вброд",
        "6. Чему нас научили чабаны", "7. Порванные ботинки", "8. Последнее озеро", "9. Возвращение домой",
    ],
}  # fmt: skip
"""Chapters in order; the Russian edition counts its foreword as chapter 1."""

REFRAIN = {
    "en": [
        "The river takes the bridge away.", "Sing, my brother, sing.",
        "The mill stands still, the flour is gone.", "Sing, my brother, sing.",
        "Our horses drown behind the dam.", "Sing, my brother, sing.",
        "The doctor cannot reach the town.", "Sing, my brother, sing.",
        "In May the cherry trees will bloom.", "Sing, my brother, sing.",
    ],
    "ru": [
        "Река уносит мост.", "Пой, мой брат, пой.",
        "Мельница стоит, муки не осталось.", "Пой, мой брат, пой.",
        "Врачу не добраться до города.", "Пой, мой брат, пой.",
        "В мае зацветут вишни.", "Пой, мой брат, пой.",
    ],
}  # fmt: skip
"""The Russian lacks the third verse with its refrain."""

ONE_TO_SIX = {
    "en": [
        "The old cinema had been closed for years.",
        "On the first morning the volunteers swept the floor, washed the windows, carried out the rotten chairs, "
        "painted the walls white, hung a new lamp over the entrance, and wrote the date of the opening on the door.",
        "Nobody believed that people would come.",
    ],
    "ru": [
        "Старый кинотеатр много лет стоял закрытым.",
        "В первое утро волонтёры подмели пол.", "Потом они вымыли окна.", "Вынесли гнилые кресла.",
        "Стены выкрасили в белый цвет.", "Над входом повесили новую лампу.",
        "А на двери написали дату открытия.",
        "Никто не верил, что люди придут.",
    ],
}  # fmt: skip
