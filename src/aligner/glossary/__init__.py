"""Concepts and their terms: the glossary file, finding terms in inflected text, checks, extraction, renaming."""

from aligner.glossary.model import Glossary, Term, TermStatus

__all__ = ["Glossary", "Term", "TermStatus"]
