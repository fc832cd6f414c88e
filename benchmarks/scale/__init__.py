"""What a run costs by files, lines, findings, workers and round trip: a model, and whether it holds."""
