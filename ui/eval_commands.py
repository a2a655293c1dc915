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


@eval_app.command(help=label("cli.eval.train.help"))
def train(
    output: Annotated[Path, typer.Option("--output", help=label("cli.eval.train.output"))] = Path("data/ranker.json"),
    penalty: Annotated[float, typer.Option(help=label("cli.eval.train.penalty"))] = 0.001,
) -> None:
    """Learn the ranker's weights from the dev questions and write them with their recipe."""
    from assistant.assistant import Assistant
    from eval.training import dev_questions, read_weights, save_weights
    from eval.training import train as learn
    from ui.cli import say

    assistant = Assistant()
    questions = dev_questions(assistant.settings)
    weights = learn(assistant, questions, read_weights(assistant.settings.data / "ranker.json"), penalty)
    save_weights(weights, {"questions": len(questions), "penalty": penalty}, output)
    say(label("cli.eval.train.done", count=len(questions), file=output))


@eval_app.command(help=label("cli.eval.measure.help"))
def measure(
    runs: Runs,
    regrade: Annotated[bool, typer.Option("--regrade", help=label("cli.eval.run.regrade"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=label("cli.eval.measure.json"))] = False,
) -> None:
    """Score runs again, without asking anything, and print their figures."""
    from eval.settings import EvalSettings
    from eval.summary import summary_dict
    from ui.cli import write

    for scored in _score(runs, regrade=regrade):
        if as_json:
            write(summary_dict(scored, EvalSettings()))
        else:
            print(_text(scored))


@eval_app.command(help=label("cli.eval.compare.help"))
def compare(
    first: Annotated[Path, typer.Argument(metavar="A")],
    second: Annotated[Path, typer.Argument(metavar="B")],
    as_json: Annotated[bool, typer.Option("--json", help=label("cli.eval.compare.json"))] = False,
) -> None:
    """Two runs over the same questions: paired tests, wins and losses."""
    from eval.comparison import compare_runs
    from eval.settings import EvalSettings
    from eval.summary import comparison_dict, comparison_text
    from ui.cli import write

    before, after = _score([first, second])
    found = compare_runs(before, after, EvalSettings())
    write(comparison_dict(found)) if as_json else print(comparison_text(before, after, found))


@eval_app.command(help=label("cli.eval.report.help"))
def report(
    runs: Runs,
    output: Annotated[Path | None, typer.Option("--output", help=label("cli.eval.report.output"))] = None,
) -> None:
    """One HTML page for one or more runs; stdout gets its path."""
    from eval.known import load_known
    from eval.report import build_report, write_report
    from eval.settings import EvalSettings
    from eval.targets import load_targets
    from ingest.settings import Settings

    settings = Settings()
    targets = load_targets(settings.data / "eval" / "targets.toml")
    page = build_report(_score(runs), load_known(settings), targets, EvalSettings())
    target = output or runs[0] / "report.html"
    write_report(page, target)
    print(target)


@eval_app.command(help=label("cli.eval.gate.help"))
def gate(
    folder: Annotated[Path, typer.Argument(metavar="RUN")],
    baseline: Annotated[Path | None, typer.Option("--baseline", help=label("cli.eval.gate.baseline"))] = None,
    accept: Annotated[bool, typer.Option("--accept", help=label("cli.eval.gate.accept"))] = False,
) -> None:
    """Hold a run against the stored baseline; exit 1 with the reason if it fell."""
    from eval.gate import check_gate, read_baseline, write_baseline
    from eval.settings import EvalSettings
    from eval.summary import verdict_text
    from ingest.settings import Settings
    from ui.cli import say

    path = baseline or Settings().data / "eval" / "baseline.json"
    scored = _score([folder])[0]
    if accept:
        write_baseline(scored, path)
        say(label("eval.gate.accepted", folder=folder, path=path))
        return
    verdict = check_gate(scored, read_baseline(path), EvalSettings())
    say(verdict_text(verdict))
    if not verdict.passed:
        raise typer.Exit(1)


@eval_app.command(help=label("cli.eval.judge.help"))
def judge(folder: Annotated[Path, typer.Argument(metavar="RUN")]) -> None:
    """Have a language model judge the answers too, beside the rules; the report then shows both."""
    from eval.judge import judge_run, summarise_judge
    from eval.records import Records
    from eval.settings import JudgeSettings
    from eval.summary import judge_text
    from ingest.catalogue import Catalogue
    from ingest.settings import Settings
    from ui.progress_bars import ProgressBars

    scored = _score([folder])[0]
    with ProgressBars() as bars:
        found = judge_run(scored, Records(Catalogue(Settings().catalogue_url)), JudgeSettings(), bars.update)
    if summary := summarise_judge(scored, found):
        print(judge_text(summary))


@eval_app.command(help=label("cli.eval.trec.help"))
def trec(
    folder: Annotated[Path, typer.Argument(metavar="RUN")],
    output: Annotated[Path | None, typer.Option("--output", help=label("cli.eval.trec.output"))] = None,
) -> None:
    """Write qrels and run in TREC format; stdout gets both paths."""
    from eval.trec import export_trec

    for path in export_trec(_score([folder])[0], output or folder / "trec"):
        print(path)


@eval_app.command(help=label("cli.eval.expert.help"))
def expert(file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help=label("cli.eval.expert.file"))]) -> None:
    """Sum up experts' scorings, with their agreement."""
    from eval.expert import read_scorings, summarise
    from eval.summary import expert_text

    print(expert_text(summarise(read_scorings(file))))


def _summary(folder: Path) -> str:
    return _text(_score([folder])[0])


def _text(scored: ScoredRun) -> str:
    from eval.settings import EvalSettings
    from eval.summary import summary_text

    return summary_text(scored, EvalSettings())


def _score(folders: list[Path], *, regrade: bool = False) -> list[ScoredRun]:
    from eval.known import load_known
    from eval.records import Records
    from eval.scoring import score_run
    from ingest.catalogue import Catalogue
    from ingest.settings import Settings

    settings = Settings()
    known, records = load_known(settings), Records(Catalogue(settings.catalogue_url))
    return [score_run(folder, known, records, regrade=regrade) for folder in folders]
