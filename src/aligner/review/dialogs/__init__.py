"""Boxes over the screen that ask for something and give it back."""
