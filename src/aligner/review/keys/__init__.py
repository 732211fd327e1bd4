"""What can be done at the keyboard, under which keys, in which layout."""
