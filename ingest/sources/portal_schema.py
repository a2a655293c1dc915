"""The shape of the national portal's ``detail`` object, as it comes: keys come and go, lists hold nulls.

pydantic stands here because outside text comes in; what leaves is :class:`ingest.models.Procedure`.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


def _without_nulls(value: Any) -> Any:
    if value is None:
        return []
    return [item for item in value if item is not None] if isinstance(value, list) else value


class _Loose(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class Named(_Loose):
    """Anything with a name and perhaps a code."""

    name: Text = ""
    code: Text = ""


NamedList = Annotated[list[Named], BeforeValidator(_without_nulls)]


class Step(_Loose):
    """``executionSteps[]``."""

    name: Text = ""
    description: Text = ""


class Currency(_Loose):
    """``fees[].currency``, on a few records only."""

    code: Text = ""
    name: Text = ""


class Fee(_Loose):
    """``executionMethods[].fees[]``."""

    type: Text = ""
    value: int | float | str | None = None
    currencyName: Text = ""
    currency: Currency | None = None
    description: Text = ""


class Method(_Loose):
    """``executionMethods[]``."""

    submissionMethod: str
    processingTime: int | float | str | None = None
    processingTimeUnit: Text = ""
    description: Text = ""
    fees: Annotated[list[Fee], BeforeValidator(_without_nulls)] = []


class Attachment(_Loose):
    """A blank form, by name only."""

    fileName: Text = ""


class ProfileComponent(_Loose):
    """``executionCases[].profileComponents[]``; ``required`` is false everywhere and not read."""

    name: Text = ""
    originalQty: int | None = None
    copyQty: int | None = None
    hasElectronicForm: bool | None = None
    attachments: Annotated[list[Attachment], BeforeValidator(_without_nulls)] = []


class ExecutionCase(_Loose):
    """``executionCases[]``."""

    name: Text = ""
    profileComponents: Annotated[list[ProfileComponent], BeforeValidator(_without_nulls)] = []


class ProcessingDay(_Loose):
    """``cases[].processingDay``."""

    qty: int | float | str | None = None
    type: Text = ""


class Case(_Loose):
    """``cases[]``."""

    name: Text = ""
    code: Text = ""
    processingDay: ProcessingDay | None = None


class Proposal(_Loose):
    """``procedureProposal``: the announcement decision; dates in milliseconds since 1970."""

    proposalNumber: Text = ""
    decisionNumber: Text = ""
    decisionDate: int | None = None
    publicationDate: int | None = None
    issuingAgency: Named | None = None


class Detail(_Loose):
    """The whole record."""

    id: Text = ""
    code: str
    name: str
    executionSteps: Annotated[list[Step], BeforeValidator(_without_nulls)] = []
    executionMethods: Annotated[list[Method], BeforeValidator(_without_nulls)] = []
    executionCases: Annotated[list[ExecutionCase], BeforeValidator(_without_nulls)] = []
    cases: Annotated[list[Case], BeforeValidator(_without_nulls)] = []
    isWard: bool | None = False
    isProvince: bool | None = False
    isMinistry: bool | None = False
    isOtherAgency: bool | None = False
    isFullProcess: bool | None = False
    categoriesDetails: NamedList = []
    category: Named | None = None
    departmentPromulgateName: Text = ""
    departmentsExecuting: NamedList = []
    departmentsAuthority: NamedList = []
    departmentsAuthorized: NamedList = []
    departmentsCoordinating: NamedList = []
    unitGroupsExecuting: NamedList = []
    unitGroupsAuthority: NamedList = []
    unitGroupsAuthorized: NamedList = []
    unitGroupsCoordinating: NamedList = []
    executingAgencies: Text = ""
    delegatedAgencies: Text = ""
    authorizedAgencies: Text = ""
    coordinatingAgencies: Text = ""
    dossierReceivingAddresses: Text = ""
    requirementsAndConditions: Text = ""
    description: Text = ""
    legalBasisesDetails: NamedList = []
    resultsDetails: NamedList = []
    subjectTypesDetails: NamedList = []
    keywords: Text = ""
    note: Text = ""
    updatedAt: int | None = None
    procedureProposal: Proposal | None = None
