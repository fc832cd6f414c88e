"""Values: frozen structs that cross every boundary. They import nothing of ours but ``errors``."""
