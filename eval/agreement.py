"""How far judges agree beyond chance: Cohen's kappa for two, Krippendorff's alpha for any number with gaps.

Written here, being ten lines each: scikit-learn would be a heavy import for one, and the library for the other is GPL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Cohen's kappa of two judges over the same items (Cohen 1960).

    1 is full agreement, 0 what chance alone gives. 1 also where both only ever say one and the same thing.

    :raises ValueError: if the two have different lengths or are empty.
    """
    if not first or len(first) != len(second):
        raise ValueError("two judges of the same items are needed")
    count = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / count
    totals = Counter(first), Counter(second)
    expected = sum(totals[0][name] * totals[1][name] for name in totals[0]) / count**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal values (Krippendorff 2011).

    :param units: per unit the values given by those who judged it; units with fewer than two say nothing.
    :returns: ``None`` if no unit was judged twice; 1 where everybody says one and the same thing.
    """
    paired = [unit for unit in units if len(unit) > 1]
    total = sum(len(unit) for unit in paired)
    if not paired:
        return None
    observed = sum(
        sum(a != b for i, a in enumerate(unit) for j, b in enumerate(unit) if i != j) / (len(unit) - 1)
        for unit in paired
    )
    counts = Counter(value for unit in paired for value in unit)
    expected = sum(counts[a] * counts[b] for a in counts for b in counts if a != b) / (total - 1)
    return 1.0 if expected == 0 else 1 - observed / expected
