"""A new file has the tables that the steps make, and knows that the first step is done."""

import sqlite3

from shkc_desktop.store.schema import bring_up_to_date, lay_out


def tables(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())


def test_a_new_file_is_laid_out_as_the_steps_would_do_it() -> None:
    new, stepped = (sqlite3.connect(":memory:", isolation_level=None) for _ in range(2))
    lay_out(new)
    bring_up_to_date(stepped)
    assert tables(new) == tables(stepped) and len(tables(new)) > 20
    names = [c.execute("SELECT migration_set, name FROM _sqlite_migrations").fetchall() for c in (new, stepped)]
    assert names[0] == names[1]
    bring_up_to_date(new)
    assert new.execute("SELECT COUNT(*) FROM _sqlite_migrations").fetchone() == (1,)
    assert tables(new) == tables(stepped)
    new.close()
    stepped.close()
