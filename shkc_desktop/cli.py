"""The console command `shkc`: import, list, search and export without a window."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shkc_desktop import __version__
from shkc_desktop.library import opening
from shkc_desktop.model.failure import Failure, LibraryUnusable

if TYPE_CHECKING:
    from shkc_desktop.library.library import Library

_library = click.option("--library", "library_path", type=click.Path(path_type=Path), help="library file (.shkc)")
_json = click.option("--json", "as_json", is_flag=True, help="print JSON")


def main() -> None:
    """Run the command; failed work ends with one line on standard error and exit status 1."""
    try:
        # Without standalone mode click returns the status of an early end instead of raising it.
        status = commands.main(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        click.echo(f"shkc: {error.format_message()}", err=True)
        sys.exit(error.exit_code)
    except Failure as failure:
        click.echo(f"shkc: {failure}", err=True)
        sys.exit(1)


@click.group(name="shkc")
@click.version_option(__version__, prog_name="shkc")
def commands() -> None:
    """上海科创报告阅读器：不开窗口，导入、列出、搜索、导出。"""


def _print(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def _open(path: Path | None, make: bool = False, write: bool = False) -> "Library":
    """The library named, else the reader's own. Only `import` makes one that is absent."""
    if path is None:
        if make or write or not opening.default_path().exists():
            return opening.open_default()
        path = opening.default_path()
    if not path.exists() and make:
        return opening.new_library(path)
    library = opening.open_library(path, read_only=not (write or make))
    if (write or make) and library.read_only:
        reason = library.read_only
        library.close()
        raise LibraryUnusable(reason)
    return library


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@_json
def outline(file: Path, as_json: bool) -> None:
    """Show what an import of FILE would recognise; store nothing."""
    from shkc_desktop.ingest.outline import outline as outline_of
    from shkc_desktop.library.recognising import recognise_file

    found = outline_of(recognise_file(file))
    if as_json:
        _print(found)
        return
    click.echo(f"{found['title']}（{found['year'] or '年份待定'}）")
    for block in found["blocks"]:
        names = "、".join(dict.fromkeys(d["name"] for d in block["districts"]))
        click.echo(f"{block['kind']:<13} {names or '—':<10} {block['text'][:40]}")


@commands.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--update", is_flag=True, help="replace an earlier edition of the same report")
@click.option("--replaces", metavar="UUID", help="the report that is replaced")
@_library
@_json
def import_(
    paths: tuple[Path, ...], update: bool, replaces: str | None, library_path: Path | None, as_json: bool
) -> None:
    """Import files and folders: a line and a status for each file."""
    from dataclasses import asdict

    from shkc_desktop.library import importing

    if replaces and not update:
        raise click.UsageError("--replaces goes with --update")
    library = _open(library_path, make=True)
    try:
        files = importing.files_in(paths)
        outcomes, _ = importing.import_files(library, files, update, replaces)
    finally:
        library.close()
    if as_json:
        _print([asdict(outcome) for outcome in outcomes])
    else:
        for outcome in outcomes:
            click.echo(f"{outcome.status:<9} {outcome.file}" + (f"  {outcome.message}" if outcome.message else ""))
        if not outcomes:
            click.echo("没有可以导入的文件。", err=True)
    if not outcomes or any(outcome.status == "failed" for outcome in outcomes):
        raise click.exceptions.Exit(1)


@commands.command(name="list")
@_library
@_json
def list_(library_path: Path | None, as_json: bool) -> None:
    """List the reports with year, title, districts and counts."""
    from shkc_desktop.library import reporting

    library = _open(library_path)
    try:
        districts = reporting.districts_by_report(library)
        found = [
            {
                "uuid": report.uuid,
                "title": report.title,
                "year": report.year,
                "edition": str(report.edition),
                "characters": report.characters,
                "districts": districts.get(report.uuid, []),
                "annotations": report.annotations,
                "source_name": report.source_name,
                "sha256": report.sha256,
            }
            for report in reporting.list_reports(library)
        ]
    finally:
        library.close()
    if as_json:
        _print(found)
        return
    for row in found:
        names = row["districts"]
        click.echo(
            f"{row['year'] or '----'}  {row['edition']}  {row['title']}  {row['characters']} 字"
            f"  {len(names)} 区  {row['annotations']} 条标注"  # type: ignore[arg-type]  # a list of names
        )


@commands.command()
@click.argument("query")
@click.option("--mode", type=click.Choice(["exact", "related"]), default="exact")
@click.option("--district", help="only passages of this district")
@click.option("--year", type=int, help="only reports of this year")
@click.option("--limit", type=click.IntRange(min=0), default=50, help="0 prints all")
@_library
@_json
def search(
    query: str, mode: str, district: str | None, year: int | None, limit: int, library_path: Path | None, as_json: bool
) -> None:
    """Search the text, titles, notes, tags and memos for QUERY."""
    from shkc_desktop.library import finding

    library = _open(library_path)
    try:
        found = finding.find(library, query, mode, district=district, year=year, limit=limit)
    finally:
        library.close()
    if as_json:
        _print(finding.as_json(query, mode, found))
        return
    click.echo(f"{found.total} 处")
    for hit in found.hits:
        place = " ".join(filter(None, (str(hit.year or ""), "、".join(hit.districts) or hit.title)))
        click.echo(f"{place}：{hit.before}【{hit.match}】{hit.after}")


@commands.group()
def annotations() -> None:
    """Take annotations in, list them."""


@annotations.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@_library
def annotations_import(file: Path, library_path: Path | None) -> None:
    """Take in Web Annotation JSON-LD, .qdpx or .qdc."""
    from shkc_desktop.library import exchanging

    incoming = exchanging.read_incoming(file)
    library = _open(library_path, write=True)
    try:
        _, arrival = exchanging.take_in(library, incoming)
    finally:
        library.close()
    states = "，".join(f"{state} {number}" for state, number in sorted(arrival.states.items()))
    click.echo(f"新 {arrival.added} 条" + (f"（{states}）" if states else "") + f"，已有 {arrival.present} 条")
    for problem in arrival.problems:
        click.echo(problem, err=True)


@annotations.command(name="list")
@_library
@_json
def annotations_list(library_path: Path | None, as_json: bool) -> None:
    """List the annotations."""
    from shkc_desktop.library.excerpts import excerpts

    library = _open(library_path)
    try:
        found = excerpts(library)
    finally:
        library.close()
    if not as_json:
        for excerpt in found:
            place = f"{excerpt.source.year or ''} {'、'.join(excerpt.districts)}".strip()
            click.echo(f"{place}：{excerpt.text}  [{'，'.join(excerpt.tags)}] {excerpt.annotation.note}".rstrip())
        return
    _print(
        [
            {
                "uuid": e.annotation.uuid,
                "report": e.annotation.target.report,
                "title": e.source.title,
                "year": e.source.year,
                "districts": list(e.districts),
                "section": " › ".join(e.section),
                "start": e.annotation.target.position.start,
                "end": e.annotation.target.position.end,
                "text": e.text,
                "prefix": e.annotation.target.quote.prefix,
                "suffix": e.annotation.target.quote.suffix,
                "colour": e.annotation.colour,
                "tags": list(e.tags),
                "note": e.annotation.note,
                "state": str(e.annotation.state),
                "created": e.annotation.created,
                "modified": e.annotation.modified,
            }
            for e in found
        ]
    )


@commands.command()
@click.option("--format", "name", required=True, metavar="FORMAT", help="markdown docx html pdf xlsx csv text jsonld …")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--tag", help="path of a tag (产业/芯片), with those below it")
@click.option("--district")
@click.option("--year", type=int)
@_library
def export(
    name: str, output: Path, tag: str | None, district: str | None, year: int | None, library_path: Path | None
) -> None:
    """Write excerpts to a file."""
    from shkc_desktop.export.options import ExportOptions
    from shkc_desktop.library import exporting
    from shkc_desktop.library.excerpts import chosen, excerpts

    if name not in exporting.ALL_FORMATS:
        raise click.UsageError(f"no format {name!r}; there are {' '.join(exporting.ALL_FORMATS)}")
    library = _open(library_path)
    try:
        found = excerpts(library, chosen(library, tag, district, year))
        written = _writer(name)(library, name, found, ExportOptions(), output)
    finally:
        library.close()
    click.echo(f"{written.count} 条 → {output}")
    for warning in written.warnings:
        click.echo(warning, err=True)


def _writer(name: str) -> Callable[..., Any]:
    from shkc_desktop.library import exporting

    if name != "pdf":
        return exporting.write
    # Only PDF needs Qt: its fonts set the page.
    from shkc_desktop.ui.pdf_writer import write_headless

    return write_headless


@commands.command()
@_library
@_json
def check(library_path: Path | None, as_json: bool) -> None:
    """Look through the library file; exit status 1 when something is wrong."""
    from shkc_desktop.library import checking

    library = _open(library_path)
    try:
        problems = checking.problems(library)
    finally:
        library.close()
    if as_json:
        _print({"ok": not problems, "problems": problems})
    else:
        for problem in problems or ["没有发现问题。"]:
            click.echo(problem)
    if problems:
        raise click.exceptions.Exit(1)


@commands.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="else among the rotating backups")
@_library
def backup(output: Path | None, library_path: Path | None) -> None:
    """Write a checked copy of the library."""
    library = _open(library_path)
    try:
        made = opening.back_up(library, output)
    finally:
        library.close()
    click.echo(str(made))


@commands.command()
@click.argument("other", type=click.Path(path_type=Path))
@click.option("--keep-both", is_flag=True, help="where the two differ, keep both; what one side deleted stays")
@_library
def merge(other: Path, keep_both: bool, library_path: Path | None) -> None:
    """Bring the work of the library OTHER into this one.

    What does not contradict is taken in. Where both changed or one deleted the same thing, ours stays, each is told
    in a line on standard error, and the exit status is 1; with --keep-both two are kept, and nothing is asked.
    """
    from shkc_desktop.interchange.merging import Choice
    from shkc_desktop.library import merging
    from shkc_desktop.library.merge_words import spoken

    library = _open(library_path, write=True)
    try:
        theirs = merging.opened(other, library)
        try:
            planned = merging.plan(library, theirs)
            _, done = merging.merge(library, theirs, planned, Choice.BOTH if keep_both else {})
            lines = [spoken(library, theirs, decision) for decision in done.kept]
        finally:
            theirs.close()
    finally:
        library.close()
    click.echo(done.words)
    for line in lines:
        click.echo(line, err=True)
    if lines:
        raise click.exceptions.Exit(1)


if __name__ == "__main__":
    main()
