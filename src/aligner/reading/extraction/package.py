"""Members of ZIP-based documents, read without trusting the file."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from aligner.errors import InputError

_LARGEST_MEMBER = 256 * 1024 * 1024
"""Bytes; no book is longer, and a crafted archive can unpack to anything."""
_MEND = "open it in the program that made it and save it again"


class Package:
    """A ZIP-based document called `name` in messages; `kind` says what it should be."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        self._name, self._kind = name, kind
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as error:
            raise self.damaged("it is no ZIP archive") from error

    def damaged(self, reason: str) -> InputError:
        """The error for a document that is not as it should be."""
        return InputError(f"{self._name}: is not a readable {self._kind}: {reason}", _MEND)

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises `InputError` when it is missing, damaged, encrypted or absurdly large."""
        try:
            if self._archive.getinfo(member).file_size > _LARGEST_MEMBER:
                raise self.damaged(f"{member} is larger than 256 MB")
            return self._archive.read(member)
        except KeyError as error:
            raise self.damaged(f"{member} is missing") from error
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise self.damaged(f"{member}: {error}") from error

    def xml(self, member: str) -> etree._Element:
        """The root of an XML member; nothing is fetched and no entities are expanded."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.read(member), parser)
        except etree.XMLSyntaxError as error:
            raise self.damaged(f"{member}: {error.msg}") from error
