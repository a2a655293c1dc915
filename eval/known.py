"""The published procedures an evaluation is about."""

from __future__ import annotations

from eval.split import KnownProcedure
from ingest.catalogue import Catalogue
from ingest.settings import Settings


def load_known(settings: Settings) -> dict[str, KnownProcedure]:
    """Code -> what an evaluation needs of every published procedure.

    :raises CatalogueError: if the catalogue cannot be opened.
    """
    return {
        version.code: KnownProcedure(
            version.code,
            version.number,
            version.procedure.name,
            version.procedure.field,
            version.procedure.levels,
        )
        for version in Catalogue(settings.catalogue_url).published()
    }
