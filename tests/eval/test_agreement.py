"""Known values from the literature."""

from __future__ import annotations

import pytest

from eval.agreement import cohen_kappa, krippendorff_alpha


def test_kappa_of_the_textbook_table() -> None:
    """20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed .7, by chance .5."""
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert cohen_kappa(first, second) == pytest.approx(0.4)


def test_kappa_at_its_ends() -> None:
    assert cohen_kappa(["a", "b"], ["a", "b"]) == 1
    assert cohen_kappa(["a", "b"], ["b", "a"]) == -1
    assert cohen_kappa(["a", "a"], ["a", "a"]) == 1
    with pytest.raises(ValueError, match="two judges"):
        cohen_kappa(["a"], [])


def test_alpha_of_krippendorffs_three_coders() -> None:
    """Krippendorff (2011), three coders, 15 units, gaps: nominal alpha .691."""
    coders = ("*****3412113" + "3*3", "1*213343****" + "***", "**21344*2113" + "3*4")
    units = [[coder[i] for coder in coders if coder[i] != "*"] for i in range(15)]
    assert krippendorff_alpha(units) == pytest.approx(0.691, abs=0.0005)


def test_alpha_at_its_ends() -> None:
    assert krippendorff_alpha([["a"], ["b"]]) is None
    assert krippendorff_alpha([["a", "a"], ["a", "a"]]) == 1
    assert krippendorff_alpha([["a", "a"], ["b", "b"]]) == 1
