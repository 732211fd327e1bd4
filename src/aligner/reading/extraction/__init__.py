"""Formats that wrap text: each module takes bytes and gives back the blocks of text in reading order."""
