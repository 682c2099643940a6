"""The program is killed while it saves: nothing is half, and nothing that was said to be saved is lost."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from shkc_desktop.store.library_file import open_existing

KILLS = 24
# Each step writes one annotation with two tags and a memo: three tables in one transaction; then it says so.
WRITER = """
import os, sys
from shkc_desktop.store.library_file import open_existing
from pathlib import Path
file = open_existing(Path(sys.argv[1]))
step = int(sys.argv[2])
while True:
    def work(writer):
        name = f"{step:06}"
        row = {"uuid": name, "report": "r", "start": step, "end": step + 3, "exact": "三字", "prefix": "", "suffix": "",
               "created": "2024", "modified": "2024", "note": "批注" * 400}
        writer.put("annotation", row)
        for at, tag in enumerate(("甲", "乙")):
            writer.put("annotation_tag", {"annotation": name, "tag": tag, "position": at})
        memo = {"uuid": name, "subject": "library", "text": "备忘" * 400, "created": "2024", "modified": "2024"}
        writer.put("memo", memo)
    file.change("标注", work)
    os.write(1, f"{step}\\n".encode())
    step += 1
"""


def steps_in(path: Path) -> list[tuple[str, int, int]]:
    """(annotation, its tags, its memos) of every step in the file."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    rows = connection.execute(
        "SELECT uuid, (SELECT COUNT(*) FROM annotation_tag WHERE annotation = uuid),"
        " (SELECT COUNT(*) FROM memo m WHERE m.uuid = annotation.uuid) FROM annotation ORDER BY uuid"
    ).fetchall()
    loose = connection.execute("SELECT COUNT(*) FROM memo WHERE uuid NOT IN (SELECT uuid FROM annotation)").fetchone()
    connection.close()
    assert loose == (0,)
    return rows


def test_a_kill_while_saving_leaves_nothing_half_and_loses_nothing(tmp_path: Path) -> None:
    from shkc_desktop.store.library_file import create

    path = tmp_path / "库.shkc"
    create(path).close()
    dice, said, before_first = random.Random(7), -1, 0
    for _ in range(KILLS):
        known = len(steps_in(path))
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(known)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(dice.uniform(0, 0.06))  # the moment of the kill is drawn; nothing is waited for
        os.kill(writer.pid, signal.SIGKILL)
        told = [first, *writer.stdout.readlines()]
        writer.wait()
        writer.stdout.close()
        said = max([said, *(int(line) for line in told if line.endswith(b"\n"))])
        before_first += not first
        found = steps_in(path)
        assert all((tags, memos) == (2, 1) for _, tags, memos in found)
        assert [int(name) for name, _, _ in found] == list(range(len(found)))
        assert len(found) > said, "a save that was acknowledged is gone"
        assert len(found) <= said + 2  # at most the step that was under way
    print(f"{KILLS} kills, {said + 1} acknowledged saves, none lost, none half; {before_first} before the first commit")
    opened = open_existing(path)  # the lock of the dead is no obstacle
    assert opened.read_only == ""
    opened.close()
