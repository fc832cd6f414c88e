"""Where work runs. Generic: they map a function over tasks and know nothing of checking."""
