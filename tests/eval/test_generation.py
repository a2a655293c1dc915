from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eval.generation import facts, keyboards, look_alikes, marks, shorthand, slips, wording
from eval.generation.__main__ import COUNT, SEED, main
from eval.generation.chance import deck, source
from eval.generation.errors import GenerationError
from eval.generation.generate import generate
from eval.generation.records import Record, read_folder
from eval.generation.templates import STYLES, Templates, load
from eval.question_files import load_questions
from ingest.models import SectionKind
from ingest.sources import portal_json
from ingest.text import fold


@pytest.fixture(scope="module")
def folder(project: Path) -> Path:
    return project / "data" / "questions"


@pytest.fixture(scope="module")
def templates(folder: Path) -> Templates:
    return load(folder / "generation.toml")


@pytest.fixture(scope="module")
def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "generated.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def rng() -> random.Random:
    return source("test")


def _texts(row: dict[str, Any]) -> list[str]:
    return row.get("turns") or [row["question"]]


class TestTemplates:
    def test_every_facet_can_be_asked_for_in_eight_ways(self, templates: Templates):
        single = {facet.facets[0]: facet for facet in templates.facets if len(facet.facets) == 1}
        assert set(single) == set(SectionKind)
        for facet in single.values():
            assert sum(len(facet.styles[style]) for style in STYLES) >= 8

    def test_an_unknown_place_is_refused_with_its_key(self, tmp_path: Path, folder: Path):
        text = (folder / "generation.toml").read_text(encoding="utf-8")
        broken = tmp_path / "broken.toml"
        broken.write_text(text.replace("lệ phí {procedure} bao nhiêu", "lệ phí {name} bao nhiêu", 1), encoding="utf-8")
        with pytest.raises(GenerationError, match=r"templates\.fees.*name"):
            load(broken)

    def test_a_missing_key_is_refused_with_the_file(self, tmp_path: Path):
        empty = tmp_path / "empty.toml"
        empty.write_text("", encoding="utf-8")
        with pytest.raises(GenerationError, match=r"empty\.toml.*selection"):
            load(empty)


class TestWording:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Thủ tục đăng ký lại khai sinh", "đăng ký lại khai sinh"),
            ("Mở khóa căn cước điện tử (thực hiện tại cấp xã)", "mở khóa căn cước điện tử"),
            ("THỦ TỤC QUỸ TỰ GIẢI THỂ (Cấp xã)", "quỹ tự giải thể"),
            ("Giải quyết hưởng chế độ thai sản", "hưởng chế độ thai sản"),
            ("Đăng ký giải thể hợp tác xã, liên hiệp hợp tác xã", "đăng ký giải thể hợp tác xã"),
            ("Phê duyệt phương án X thuộc thẩm quyền của Ủy ban nhân dân cấp xã", "phê duyệt phương án x"),
            ("Thủ tục đăng ký khai tử có yếu tố nước ngoài", "đăng ký khai tử có yếu tố nước ngoài"),
        ],
    )
    def test_what_says_nothing_goes_and_what_distinguishes_stays(self, name: str, expected: str, templates: Templates):
        rules = templates.wording
        assert wording.shorten(wording.official(name, rules), "Hộ tịch", rules) == expected

    def test_a_citizen_says_the_verb_in_other_words_or_behind(self, templates: Templates):
        said = wording.phrase("cấp lại thẻ BHYT", templates.wording)
        assert "xin lại thẻ BHYT" in said.wishes
        assert "thẻ BHYT xin cấp lại" in said.topics

    def test_capitals_of_abbreviations_come_back(self, templates: Templates):
        assert wording.phrase("đánh giá sản phẩm ocop của việt nam", templates.wording).text == (
            "đánh giá sản phẩm OCOP của Việt Nam"
        )


class TestLookAlikes:
    def _name(self, make: Any, templates: Templates, *records: tuple[str, str, bool]) -> dict[str, look_alikes.Named]:
        procedures = [
            make.procedure(code=code, name=name, isWard=ward, isProvince=not ward) for code, name, ward in records
        ]
        return look_alikes.name_all(procedures, templates)

    def test_two_versions_of_one_procedure_are_both_acceptable(self, make: Any, templates: Templates):
        named = self._name(
            make, templates, ("1.000001", "Cấp thẻ A", False), ("1.000002", "Thủ tục cấp thẻ A.", False)
        )
        assert named["1.000001"].codes == ("1.000001", "1.000002")
        assert not named["1.000001"].has_level_twin

    def test_the_level_is_said_or_both_levels_are_acceptable(self, make: Any, templates: Templates):
        named = self._name(
            make,
            templates,
            ("1.000001", "Cấp thẻ A (thực hiện tại cấp xã)", True),
            ("1.000002", "Cấp thẻ A (thực hiện tại cấp tỉnh)", False),
        )["1.000001"]
        assert (named.level, named.codes, named.codes_without_level) == (
            "commune",
            ("1.000001",),
            ("1.000001", "1.000002"),
        )

    def test_a_wording_two_procedures_share_is_refused(self, make: Any, templates: Templates):
        named = self._name(
            make,
            templates,
            ("1.000001", "Cấp lại thẻ A (trường hợp bị mất)", True),
            ("1.000002", "Cấp lại thẻ A (trường hợp hết hạn)", True),
            ("1.000003", "Cấp đổi thẻ A", True),
        )
        assert set(named) == {"1.000003"}

    def test_a_shorter_wording_never_takes_another_procedures_name(self, make: Any, templates: Templates):
        named = self._name(
            make,
            templates,
            ("1.000001", "Giải thể hợp tác xã, liên hiệp hợp tác xã", True),
            ("1.000002", "Giải thể hợp tác xã", True),
        )
        assert named["1.000001"].text == "giải thể hợp tác xã, liên hiệp hợp tác xã"
        assert "1.000002" not in named, "the bare name fits both, so it is refused"


class TestPerturbations:
    @pytest.mark.parametrize(
        ("word", "telex", "vni"),
        [
            ("đăng", "ddawng", "d9a8ng"),
            ("ký", "kys", "ky1"),
            ("được", "dduowcj", "d9uo7c5"),
            ("nước", "nuowcs", "nuo7c1"),
            ("giấy", "giaays", "gia6y1"),
            ("Huyền", "Huyeenf", "Huye6n2"),
            ("tuổi", "tuooir", "tuo6i3"),
            ("nghĩa", "nghiax", "nghia4"),
        ],
    )
    def test_keystrokes(self, word: str, telex: str, vni: str):
        assert keyboards.telex(word) == telex
        assert keyboards.vni(word) == vni

    def test_leftovers_touch_two_to_four_words_with_marks(self, rng: random.Random):
        text = "cho hỏi đăng ký kết hôn cần giấy tờ gì"
        for _ in range(30):
            typed = keyboards.leftovers(text, rng, keyboards.telex)
            changed = [old for old, new in zip(text.split(), typed.split(), strict=True) if old != new]
            assert 2 <= len(changed) <= 4
            assert "cho" not in changed

    def test_marks_go_and_capitals_stay(self):
        assert marks.dropped("Đăng ký ở UBND phường Bến Nghé?") == "Dang ky o UBND phuong Ben Nghe?"

    def test_some_marks_go_and_some_stay(self, rng: random.Random):
        text = "hồ sơ đăng ký khai sinh gồm những gì"
        for _ in range(30):
            typed = marks.some_dropped(text, rng)
            assert marks.kept(typed, text) == "partial"
            assert marks.dropped(typed) == marks.dropped(text)
        assert marks.kept(text, text) == "full"
        assert marks.kept(marks.dropped(text), text) == "none"

    def test_a_slip_changes_one_word_and_makes_no_other_word(self, rng: random.Random):
        text, real = "đăng ký khai sinh", {"khai", "sinh", "dang", "kinh", "hkai"}
        for _ in range(200):
            typed = slips.slip(text, rng, real)
            changed = [new for old, new in zip(text.split(), typed.split(), strict=True) if old != new]
            assert len(changed) <= 1
            assert not {fold(word) for word in changed} & real

    def test_the_longest_term_wins_and_a_replacement_is_left_alone(self, rng: random.Random):
        terms = {"đăng ký": ("đk",), "xóa đăng ký thường trú": ("cắt hộ khẩu",), "hộ khẩu": ("HK",)}
        assert shorthand.replaced("Xóa đăng ký thường trú", rng, terms, 3) == "cắt hộ khẩu"
        assert shorthand.replaced("đăng kýx", rng, terms, 3) == "đăng kýx"

    def test_a_deck_holds_its_shares_exactly(self, rng: random.Random):
        assert Counter(deck({"a": 0.5, "b": 0.3, "c": 0.2}, 10, rng)) == {"a": 5, "b": 3, "c": 2}
        assert len(deck({"a": 1, "b": 1, "c": 1}, 100, rng)) == 100


class TestFacts:
    def _record(self, make: Any, **overrides: Any) -> Record:
        detail = make.detail(**overrides)
        return Record(detail, portal_json.read(detail))

    def test_amounts_times_and_offices_as_stored(self, make: Any):
        record = self._record(make, cases=[{"processingDay": {"qty": 5, "type": "DAY"}}])
        facets = [SectionKind.FEES, SectionKind.TIME_LIMIT, SectionKind.EXECUTING_AGENCY, SectionKind.STEPS]
        assert facts.facts([record], facets) == {
            "fees": [{"amount": 8000, "currency": "VND"}],
            "time_limit": [{"value": 3, "unit": "working_day"}, {"value": 5, "unit": "day"}],
            "executing_agency": ["Ủy ban nhân dân cấp xã"],
        }

    def test_zero_is_no_fact_and_an_unnamed_currency_is_none(self, make: Any):
        zero = make.method(fees=[make.fee(0)])
        assert facts.facts([self._record(make, executionMethods=[zero])], [SectionKind.FEES]) == {}
        unnamed = make.method(fees=[make.fee(50, currencyName=None)])
        found = facts.facts([self._record(make, executionMethods=[unnamed])], [SectionKind.FEES])
        assert found == {"fees": [{"amount": 50, "currency": None}]}

    def test_records_that_disagree_long_lists_and_other_provinces_give_none(self, make: Any):
        cheap, dear = self._record(make), self._record(make, executionMethods=[make.method(fees=[make.fee(9000)])])
        assert facts.facts([cheap, dear], [SectionKind.FEES]) == {}
        many = make.method(fees=[make.fee(1000 * n) for n in range(1, 6)])
        assert facts.facts([self._record(make, executionMethods=[many])], [SectionKind.FEES]) == {}
        far = self._record(make, unitGroupsExecuting=[{"name": "Sở Xây dựng Thành phố Hà Nội"}])
        assert facts.facts([far], [SectionKind.EXECUTING_AGENCY]) == {}


class TestGenerate:
    def test_the_same_seed_gives_the_same_questions(self, project: Path, templates: Templates):
        sample = project / "data" / "sample"
        first = generate(sample, templates, 60, 1)
        assert first == generate(sample, templates, 60, 1)
        assert first != generate(sample, templates, 60, 2)
        assert {code for row in first for code in row["codes"]} <= {record.code for record in read_folder(sample)}

    def test_a_folder_without_records_is_one_line_and_exit_1(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        assert main(["--records", str(tmp_path), "--output", str(tmp_path / "out.jsonl")]) == 1
        assert "no portal record" in capsys.readouterr().err
        assert not (tmp_path / "out.jsonl").exists()

    @pytest.mark.shared
    def test_the_stored_file_is_what_the_records_and_templates_give(
        self, rows: list[dict[str, Any]], shared: Path, templates: Templates
    ):
        again = generate(shared / "corpus" / "records", templates, COUNT, SEED)
        # The bundled sample grows without the questions being written again.
        stored, given = ([row | {"needs": ""} for row in some] for some in (rows, again))
        assert given == stored, "run python -m eval.generation --records ../shared/corpus/records"


class TestStoredFile:
    def test_the_evaluation_reads_it(self, folder: Path, rows: list[dict[str, Any]]):
        assert len(load_questions([folder / "generated.jsonl"])) == len(rows)

    def test_no_question_comes_twice(self, rows: list[dict[str, Any]]):
        assert len({tuple(_texts(row)) for row in rows}) == len(rows)
        assert [row["id"] for row in rows] == [f"ge-{number:03}" for number in range(1, len(rows) + 1)]

    def test_shares(self, rows: list[dict[str, Any]]):
        def share(field: str, value: str) -> float:
            return sum(row.get(field) == value for row in rows) / len(rows)

        assert len(rows) >= 580
        assert share("level", "commune") == pytest.approx(0.7, abs=0.03)
        assert share("diacritics", "none") == pytest.approx(0.5, abs=0.02)
        assert share("wording", "full") < 1 / 3
        assert {row["facets"][0] for row in rows if row["facets"]} == set(SectionKind)
        for kind in ("follow_up", "correction", "topic_switch"):
            assert share("kind", kind) >= 0.03
        for perturbation in ("abbreviation", "teencode", "typo", "telex", "vni", "old_term", "regional"):
            assert share("perturbation", perturbation) >= 0.03

    def test_diacritics_are_as_labelled(self, rows: list[dict[str, Any]]):
        for row in rows:
            text = " ".join(_texts(row))
            assert (marks.dropped(text) == text) == (row["diacritics"] == "none"), row["id"]

    def test_nothing_of_a_template_or_a_rule_shows(self, rows: list[dict[str, Any]]):
        for row in rows:
            for text in _texts(row):
                assert not set("{}[]()\\^$|*_") & set(text), row["id"]
                assert "  " not in text and text == text.strip(), row["id"]

    def test_what_needs_only_the_sample_is_in_it(self, project: Path, rows: list[dict[str, Any]]):
        sample = {path.stem for path in (project / "data" / "sample").glob("*.json")}
        for row in rows:
            assert row["needs"] in {"sample", "full"}
            assert row["needs"] == "full" or set(row["codes"]) <= sample, row["id"]


def test_the_readme_names_every_file_and_every_field(folder: Path):
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.glob("*.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert f"| `{path.name}` | {len(lines)} |" in readme
        for field in {field for line in lines for field in json.loads(line)}:
            assert f"| `{field}` |" in readme, f"{path.name} has {field}"
