from wizard.discovery import published
from wizard.model import (
    Candidate,
    Endpoint,
    Found,
    HelpPage,
    Hint,
    HintId,
    LookupFailed,
    LookupFailure,
    NotAsked,
    NotAskedReason,
    NothingFound,
    Protocol,
    Published,
    ServerSettings,
    SocketType,
    SourceName,
    SourceReport,
    Text,
)

PAGE = HelpPage(url="https://hulp.voorbeeld.nl/", title="Hulp")
OTHER_PAGE = HelpPage(url="https://hulp.voorbeeld.nl/pop", title="POP")


def hint(hint_id: HintId, words: str, url: str | None = None) -> Hint:
    return Hint(id=hint_id, text=Text(nl=words, en=words), url=url)


def found(source: SourceName, said: Published, *, trusted: bool = True) -> SourceReport:
    endpoint = Endpoint(protocol=Protocol.IMAP, hostname="imap.voorbeeld.nl", port=993, socket_type=SocketType.SSL)
    candidate = Candidate(settings=ServerSettings(endpoint=endpoint), source=source, origin="x", trusted=trusted)
    return SourceReport(source=source, origin="x", result=Found(candidates=(candidate,), published=said), seconds=0.1)


def test_nothing_said() -> None:
    failed = LookupFailed(reason=LookupFailure.TIMED_OUT)
    not_asked = NotAsked(reason=NotAskedReason.SWITCHED_OFF)
    reports = [
        SourceReport(source=SourceName.ISPDB, origin="x", result=result, seconds=0.0)
        for result in (failed, not_asked, NothingFound())
    ]
    assert published([]) == published(reports) == Published()


def test_the_best_source_speaks_first_whoever_answered_first() -> None:
    database = Published(display_name="From the database", help_pages=(OTHER_PAGE, PAGE))
    own = Published(display_name="Own", help_pages=(HelpPage(url=PAGE.url, title="Own title"),))
    joined = published([found(SourceName.ISPDB, database), found(SourceName.AUTOCONFIG, own)])
    assert joined.display_name == "Own"
    assert joined.help_pages == (HelpPage(url=PAGE.url, title="Own title"), OTHER_PAGE)


def test_trusted_words_come_before_better_sources() -> None:
    over_http = found(SourceName.AUTOCONFIG, Published(display_name="Over http"), trusted=False)
    database = found(SourceName.ISPDB, Published(display_name="Database"))
    assert published([over_http, database]).display_name == "Database"
    assert published([over_http]).display_name == "Over http"


def test_untrusted_words_bring_no_page_to_visit() -> None:
    said = Published(help_pages=(PAGE,), hints=(hint(HintId.ENABLE_FIRST, "Go", "https://evil.example/login"),))
    joined = published([found(SourceName.AUTOCONFIG, said, trusted=False)])
    assert joined.help_pages == ()
    assert joined.hints == (hint(HintId.ENABLE_FIRST, "Go"),)


def test_each_hint_once_in_the_best_words() -> None:
    table = Published(provider="voorbeeld", hints=(hint(HintId.APP_PASSWORD_NEEDED, "table"),), lacks=frozenset())
    database = Published(hints=(hint(HintId.ENABLE_FIRST, "database"), hint(HintId.APP_PASSWORD_NEEDED, "database")))
    joined = published([found(SourceName.ISPDB, database), found(SourceName.PROVIDER_TABLE, table)])
    assert joined.hints == (hint(HintId.APP_PASSWORD_NEEDED, "table"), hint(HintId.ENABLE_FIRST, "database"))
    assert joined.provider == "voorbeeld"


def test_what_the_table_says_counts_without_servers_and_by_an_unsigned_exchanger() -> None:
    said = Published(provider="tuta", help_pages=(PAGE,), lacks=frozenset({Protocol.IMAP, Protocol.POP3}))
    without = SourceReport(
        source=SourceName.PROVIDER_TABLE, origin="x", result=NothingFound(published=said), seconds=0.0
    )
    assert published([without]) == said
    assert published([found(SourceName.PROVIDER_TABLE, said, trusted=False)]) == said


def test_what_several_sources_say_is_missing_adds_up() -> None:
    one = found(SourceName.PROVIDER_TABLE, Published(lacks=frozenset({Protocol.POP3})))
    other = found(SourceName.ISPDB, Published(lacks=frozenset({Protocol.SMTP})))
    assert published([one, other]).lacks == {Protocol.POP3, Protocol.SMTP}
