"""``thutuc``: data on stdout, progress and messages on stderr; exit 0, 1 (failed, one line why) or 2 (wrong usage).

Heavy imports stand inside the commands, so that ``thutuc --help`` costs nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ingest.errors import ThutucError
from ingest.labels import label
from ui.eval_commands import eval_app

app = typer.Typer(
    help=label("cli.help"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(eval_app, name="eval")


def main() -> None:
    """Run the command line; an error a user can mend is one line on stderr and exit code 1."""
    try:
        app()
    except ThutucError as error:
        sys.exit(f"thutuc: {error}")
    except BrokenPipeError:
        sys.exit(1)


def say(text: str) -> None:
    """A message for a person, on stderr."""
    print(text, file=sys.stderr)


def write(data: Any) -> None:
    """One JSON value on one line of stdout."""
    print(json.dumps(data, ensure_ascii=False))


@app.command(help=label("cli.ingest.help"))
def ingest(
    sources: Annotated[list[str] | None, typer.Argument(metavar="SOURCE...", help=label("cli.ingest.sources"))] = None,
    publish: Annotated[bool, typer.Option("--publish/--as-draft", help=label("cli.ingest.publish"))] = True,
    full: Annotated[bool, typer.Option("--full", help=label("cli.ingest.full"))] = False,
    withdraw_missing: Annotated[bool, typer.Option("--withdraw-missing", help=label("cli.ingest.withdraw"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=label("cli.ingest.json"))] = False,
) -> None:
    """Read sources into the catalogue and bring the index up to date."""
    from ingest.intake import IngestOptions
    from ingest.pipeline import ingest as run
    from ingest.settings import Settings
    from ui.printing import ingest_summary
    from ui.progress_bars import ProgressBars

    settings = Settings()
    options = IngestOptions(publish=publish, full=full, withdraw_missing=withdraw_missing)
    with ProgressBars() as bars:
        report = run(sources or [str(settings.sample_folder)], settings, options, bars.update)
    say(ingest_summary(report))
    if as_json:
        write(report.as_dict())
    if report.read and len(report.rejected) == report.read:
        raise typer.Exit(1)


@app.command(help=label("cli.read.help"))
def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE...")],
    as_json: Annotated[bool, typer.Option("--json", help=label("cli.read.json"))] = False,
) -> None:
    """Parse only: each procedure as read, or the rejection; stores nothing."""
    from ingest.models import Rejected
    from ingest.sources.files import list_places, open_place
    from ingest.sources.reader import read_file
    from ui.printing import read_line, read_summary

    refused = total = 0
    for place in list_places(files):
        for file in [place] if isinstance(place, Rejected) else open_place(place):
            for record in [file] if isinstance(file, Rejected) else read_file(file):
                total += 1
                refused += isinstance(record, Rejected)
                write(read_line(record)) if as_json else print(read_summary(record))
    if total and refused == total:
        raise typer.Exit(1)


@app.command(help=label("cli.show.help"))
def show(
    code: Annotated[str, typer.Argument(metavar="CODE")],
    as_json: Annotated[bool, typer.Option("--json", help=label("cli.show.json"))] = False,
) -> None:
    """The published version: sections, findings, hashes."""
    from ingest.catalogue import Catalogue
    from ingest.settings import Settings
    from ui.printing import version_dict, version_text

    catalogue = Catalogue(Settings().catalogue_url)
    version = catalogue.version(code)
    if as_json:
        source = catalogue.source_value(version.code, version.number)
        write(version_dict(version, catalogue.state(code), source))
    else:
        print(version_text(version, catalogue.state(code)))


@app.command(help=label("cli.ask.help"))
def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION")] = None,
    as_json: Annotated[bool, typer.Option("--json", help=label("cli.ask.json"))] = False,
    batch: Annotated[Path | None, typer.Option("--batch", metavar="IN.jsonl", help=label("cli.ask.batch"))] = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="OUT.jsonl", help=label("cli.ask.output"))] = None,
) -> None:
    """Answer one question, or every line of a batch."""
    if (question is None) == (batch is None):
        raise typer.BadParameter(label("cli.ask.one_of"))
    from assistant.assistant import Assistant
    from assistant.contract import as_dict
    from ui.ask_batch import answer_batch
    from ui.printing import answer_text

    if batch is not None:
        answer_batch(batch, output)
        return
    answer = Assistant().ask(question or "")
    if as_json:
        write(as_dict(answer))
    else:
        print(answer_text(answer))


@app.command(help=label("cli.status.help"))
def status(as_json: Annotated[bool, typer.Option("--json", help=label("cli.status.json"))] = False) -> None:
    """What stands in the catalogue and which index answers."""
    from ui.printing import status_dict

    found = status_dict()
    if as_json:
        write(found)
    else:
        for key, value in found.items():
            print(f"{label(f'status.{key}')}: {value}")


@app.command(help=label("cli.ui.help"))
def ui(
    port: Annotated[int, typer.Option(help=label("cli.ui.port"))] = 8501,
    headless: Annotated[bool, typer.Option(help=label("cli.ui.headless"))] = True,
) -> None:
    """Open the web app; the bundled sample is read first if nothing is indexed."""
    from ui.serve import serve

    serve(port=port, headless=headless)


if __name__ == "__main__":
    main()
