"""What earlier runs left: it spares work and never decides an answer."""
