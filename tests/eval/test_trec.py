from __future__ import annotations

from typing import Any

import ir_measures
from ir_measures import RR, Success

from eval.trec import export_trec


def test_other_tools_find_the_same_figures(ask: Any, scored_run: Any, tmp_path: Any) -> None:
    pairs = [
        (ask.question("câu 1"), ask.answer("1.000002", "1.000001")),
        (ask.question("q2"), ask.answer("1.000001")),
        (ask.question("q3"), {}),
        (ask.question("q4", codes=[]), ask.answer("1.000001")),
    ]
    run = scored_run(pairs)
    qrels, ranked = export_trec(run, tmp_path / "trec")
    assert qrels.read_text(encoding="utf-8") == "câu_1 0 1.000001 1\nq2 0 1.000001 1\nq3 0 1.000001 1\n"
    assert ranked.read_text(encoding="utf-8").splitlines()[0] == "câu_1 Q0 1.000002 1 10 thutuc"
    found = ir_measures.calc_aggregate(
        [Success @ 1, RR @ 10],
        list(ir_measures.read_trec_qrels(str(qrels))),
        list(ir_measures.read_trec_run(str(ranked))),
    )
    own = [item.values for item in run.questions[:3]]
    assert found[Success @ 1] == sum(values["success@1"] for values in own) / 3
    assert found[RR @ 10] == sum(values["mrr@10"] for values in own) / 3
