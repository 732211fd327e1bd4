"""Sentence segmentation of English, Russian and Kazakh, and of other languages by general rules.

What a sentence is, where grammars leave it open:

- Dialogue. The author's words stay with the speech before them (``— Приду, — сказал он.``); speech that goes on
  after them with a capital is a sentence of its own and keeps its dash (``— Жди.``), as in
  ``"I will," he said. "Wait."``
- Quotations. A short one (up to 60 characters) of questions or exclamations that is part of a sentence stays whole
  (``«Что? Где? Когда?»``); any other is cut like any text.
- Brackets that open in the middle of a sentence do not break it; one that begins a sentence is cut like any text.
- Labels and list markers (``5-бап.``, ``Article 5.``, ``1.``, ``а)``) stay with what they name or number.
- Footnote marks and emoji after a mark belong to the sentence before them; an emoji or a smile of brackets stands for
  the mark where a sentence visibly begins after it.
- A line's end inside a paragraph is a space, unless the next line is a list item or an answer in a dialogue.
"""

from aligner.segmentation.segmenter import Decision, explain, segment, sentences
from aligner.segmentation.verdict import Verdict

__all__ = ["Decision", "Verdict", "explain", "segment", "sentences"]
