"""``thutuc eval``: measure the assistant, compare, report, and guard what was reached."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.labels import label

if TYPE_CHECKING:
    from eval.scoring import ScoredRun

eval_app = typer.Typer(help=label("cli.eval.help"), no_args_is_help=True, rich_markup_mode=None)
Runs = Annotated[list[Path], typer.Argument(metavar="RUN...")]


@eval_app.command(help=label("cli.eval.run.help"))
def run(
    system: Annotated[str, typer.Option("--system", help=label("cli.eval.run.system"))] = "thutuc",
    questions: Annotated[list[Path] | None, typer.Option("--questions", help=label("cli.eval.run.questions"))] = None,
    split: Annotated[str, typer.Option("--split", help=label("cli.eval.run.split"))] = "all",
    limit: Annotated[int | None, typer.Option("--limit", help=label("cli.eval.run.limit"))] = None,
    output: Annotated[Path | None, typer.Option("--output", help=label("cli.eval.run.output"))] = None,
    limit_chars: Annotated[int | None, typer.Option("--limit-chars", help=label("cli.eval.run.limit_chars"))] = None,
) -> None:
    """Ask the questions, keep the answers, say the figures on stderr; stdout gets the folder."""
    from eval.known import load_known
    from eval.question_files import list_question_files
    from eval.run import RunPlan
    from eval.run import run as run_questions
    from eval.run_files import new_run_folder
    from eval.split import Split
    from eval.systems import open_system
    from ingest.settings import Settings
    from ui.cli import say
    from ui.progress_bars import ProgressBars

    if split not in set(Split):
        raise typer.BadParameter(", ".join(Split), param_hint="--split")
    settings = Settings()
    files = tuple(questions or list_question_files(settings.data / "questions"))
    plan = RunPlan(files, Split(split), limit)
    folder = output or new_run_folder(settings, system)
    opened = open_system(system, settings, settings.home / "eval" / "peers", limit_chars)
    with ProgressBars() as bars:
        run_questions(opened, plan, load_known(settings), folder, settings, progress=bars.update)
    say(_summary(folder))
    print(folder)


@eval_app.command(help=label("cli.eval.measure.help"))
def measure(
    runs: Runs, as_json: Annotated[bool, typer.Option("--json", help=label("cli.eval.measure.json"))] = False
) -> None:
    """Score runs again, without asking anything, and print their figures."""
    from eval.settings import EvalSettings
    from eval.summary import summary_dict
    from ui.cli import write

    for scored in _score(runs):
        if as_json:
            write(summary_dict(scored, EvalSettings()))
        else:
            print(_text(scored))


def _summary(folder: Path) -> str:
    return _text(_score([folder])[0])


def _text(scored: ScoredRun) -> str:
    from eval.settings import EvalSettings
    from eval.summary import summary_text

    return summary_text(scored, EvalSettings())


def _score(folders: list[Path]) -> list[ScoredRun]:
    from eval.known import load_known
    from eval.records import Records
    from eval.scoring import score_run
    from ingest.catalogue import Catalogue
    from ingest.settings import Settings

    settings = Settings()
    known, records = load_known(settings), Records(Catalogue(settings.catalogue_url))
    return [score_run(folder, known, records) for folder in folders]
