"""``python -m eval.generation``: write the generated questions again."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from eval.generation.errors import GenerationError
from eval.generation.generate import generate
from eval.generation.templates import load

PROJECT = Path(__file__).resolve().parents[2]
COUNT, SEED = 600, 20261124


def main(arguments: list[str] | None = None) -> int:
    """Write the questions as JSON lines; counts go to stderr. 1 if the records or the templates cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        sample = frozenset(path.stem for path in options.sample.glob("*.json"))
        rows = generate(options.records, load(options.templates), options.count, options.seed, sample)
    except GenerationError as error:
        print(error, file=sys.stderr)
        return 1
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    options.output.write_text(text, encoding="utf-8")
    procedures = len({code for row in rows for code in row["codes"]})
    print(f"{len(rows)} questions about {procedures} procedures -> {options.output}", file=sys.stderr)
    for field in ("level", "style", "wording", "diacritics", "perturbation", "kind", "needs"):
        print(f"  {field}: {dict(Counter(row.get(field) for row in rows).most_common())}", file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.generation", description=__doc__)
    questions = PROJECT / "data" / "questions"
    parser.add_argument("--records", type=Path, required=True, help="folder of portal records, <code>.json each")
    parser.add_argument("--templates", type=Path, default=questions / "generation.toml")
    parser.add_argument("--output", type=Path, default=questions / "generated.jsonl")
    parser.add_argument(
        "--sample", type=Path, default=PROJECT / "data" / "sample", help="folder of the bundled sample"
    )
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    return parser


if __name__ == "__main__":
    sys.exit(main())
