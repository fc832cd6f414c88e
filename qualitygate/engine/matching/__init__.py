"""Which of today's findings were there before."""
