"""The short way: lines that look alike to pycodestyle are asked about once. ``segments`` is where a file enters."""
