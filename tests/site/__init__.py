"""The documentation as a site, and a browser to look at it."""
