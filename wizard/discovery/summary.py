"""What all sources together say of the provider."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wizard.model import Found, HelpPage, Hint, HintId, NothingFound, Protocol, Published, SourceName, SourceReport


def published(reports: Sequence[SourceReport]) -> Published:
    """Joined, best source first: trusted before untrusted, then by priority.

    A page is named once, and of each hint the best source's words stand. What came over an unauthenticated way
    brings no pages to visit: a forged answer must not send anybody to a page that asks for her password.
    """
    said = list(_said(sorted(reports, key=lambda report: (not _trusted(report), report.source.priority))))
    pages: dict[str, HelpPage] = {}
    hints: dict[HintId, Hint] = {}
    for one in said:
        for page in one.help_pages:
            pages.setdefault(page.url, page)
        for hint in one.hints:
            hints.setdefault(hint.id, hint)
    return Published(
        provider=next((one.provider for one in said if one.provider), None),
        display_name=next((one.display_name for one in said if one.display_name), None),
        help_pages=tuple(pages.values()),
        hints=tuple(hints.values()),
        lacks=frozenset[Protocol]().union(*(one.lacks for one in said)),
    )


def _said(reports: Sequence[SourceReport]) -> Iterator[Published]:
    for report in reports:
        if isinstance(report.result, Found | NothingFound):
            said = report.result.published
            yield said if _trusted(report) else _without_pages(said)


def _trusted(report: SourceReport) -> bool:
    """Whether the words are known to be the provider's, or our own."""
    if report.source is SourceName.PROVIDER_TABLE:
        return True
    return isinstance(report.result, Found) and all(candidate.trusted for candidate in report.result.candidates)


def _without_pages(said: Published) -> Published:
    return replace(said, help_pages=(), hints=tuple(replace(hint, url=None) for hint in said.hints))
