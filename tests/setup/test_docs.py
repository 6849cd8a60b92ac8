"""The examples in the docs are true."""

import re
from pathlib import Path

from routines.library.ladders import library_ladders
from routines.progression.diary.file import read_diary
from routines.progression.plan_level.replay import replay


def test_the_log_in_the_docs_is_a_log():
    example = re.search(r"```json\n(.+?)```", Path("docs/log.md").read_text(), re.DOTALL)
    assert example
    told = replay(read_diary(example.group(1), library_ladders("ease")))
    assert [line.exercise for line in told.ledger.lines] == ["bridge"]
