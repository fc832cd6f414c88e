"""What version control knows: revisions, what changed since, and the files of a revision without checking it out."""
