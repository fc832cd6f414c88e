"""What ``qualitygate baseline --help`` says."""

from __future__ import annotations

BASELINE_ACTIONS = ("accept", "prune", "list", "check", "merge")

BASELINE_DESCRIPTION = """\
Old findings that the team accepts, one a line, in one committed file (baseline.file). They are in every report, as
baselined, and do not fail the gate. A run never changes the file.

  accept [PATH|FINGERPRINT ...]   add open findings: all, below a PATH, of --code CODE, or the one with that FINGERPRINT
                                  (from --format json; its first eight digits are enough)
  prune [PATH ...]                remove entries that stand for nothing any more; write moved ones at their new place
  list [PATH ...]                 every entry, and where its finding is now
  check [PATH ...]                for CI: exit 1 when there is something to prune
  merge BASE OURS THEIRS          as a merge driver of git: write the merge of the three to OURS
"""

BASELINE_EPILOG = """\
exit codes: 0 done, 1 check found something to prune, 2 usage, configuration or a damaged file, 3 the run was incomplete
and nothing was written

the merge driver, once in each clone; and in .gitattributes: .qualitygate-baseline.jsonl merge=qualitygate-baseline
  git config merge.qualitygate-baseline.driver "qualitygate baseline merge %O %A %B"
"""
