"""The pipeline: `ls` shows it. Stages are pure functions of nouns; only ingest and archive are doors."""
