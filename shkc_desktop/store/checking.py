"""Looks through a library file for what must not be."""

import sqlite3

from shkc_desktop.store.reports import text_hash


def problems(connection: sqlite3.Connection) -> list[str]:
    """One Chinese sentence for each problem; an empty list means that all is well."""
    found = [f"文件结构：{row[0]}" for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += [
        f"表“{row[0]}”第 {row[1]} 行所指的“{row[2]}”不存在。" for row in connection.execute("PRAGMA foreign_key_check")
    ]
    for report, text, digest in connection.execute("SELECT report, text, sha256 FROM text_version"):
        if text_hash(text) != digest:
            found.append(f"报告 {report} 的正文与其校验值不符。")
    found += _spans_outside(connection)
    return found


def _spans_outside(connection: sqlite3.Connection) -> list[str]:
    found = []
    for uuid, title in connection.execute(
        "SELECT DISTINCT r.uuid, r.title FROM report r JOIN block b ON b.version = r.version"
        ' WHERE b.start < 0 OR b."end" < b.start OR b."end" > r.characters'
    ):
        found.append(f"报告《{title}》（{uuid}）有段落超出正文。")
    for uuid, exact in connection.execute(
        "SELECT a.uuid, a.exact FROM annotation a JOIN report r ON r.uuid = a.report WHERE a.deleted IS NULL"
        " AND a.state IN ('exact', 'moved', 'changed') AND (a.start < 0 OR a.\"end\" <= a.start"
        ' OR a."end" > r.characters)'
    ):
        found.append(f"标注“{exact[:20]}”（{uuid}）的位置超出正文。")
    return found
