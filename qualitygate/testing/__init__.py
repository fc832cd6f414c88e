"""The public test kit for authors of checkers and reporters."""
