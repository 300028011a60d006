"""Situations in which there is nothing to find, or nobody to ask."""

from wizard.demo.situation import ISPDB, Situation
from wizard.model.text import Text

NOTHING_THERE: tuple[Situation, ...] = (
    Situation(
        id="nothing",
        shows=Text(
            nl="Het domein heeft een website, maar nergens een mailserver.",
            en="The domain has a website, but no mail server anywhere.",
        ),
        publishes={"https://{domain}/": "This site has no mail"},
    ),
    Situation(
        id="no-such-domain",
        shows=Text(
            nl="Het domein bestaat niet, bijvoorbeeld door een typefout.",
            en="The domain does not exist, for example because of a typing error.",
        ),
    ),
    Situation(
        id="null-mx",
        shows=Text(
            nl="Het domein zegt zelf dat het geen mail ontvangt.",
            en="The domain says itself that it takes no mail.",
        ),
        names="{domain} MX 0 .",
    ),
    Situation(
        id="dns-wildcard",
        shows=Text(
            nl="Elke naam in dit domein bestaat, ook verzonnen namen; mailservers zijn er niet.",
            en="Every name in this domain exists, even made-up ones; there are no mail servers.",
        ),
        names="*.{domain} CNAME {domain}",
        publishes={"https://{domain}/": "All names lead here"},
    ),
    Situation(
        id="broken-dns",
        shows=Text(
            nl="De DNS van het domein is stuk: op elke vraag volgt een foutmelding.",
            en="The DNS of the domain is broken: every question ends in an error.",
        ),
        names="{domain} BROKEN",
    ),
    Situation(
        id="silent-dns",
        shows=Text(
            nl="Er komt geen antwoord op vragen aan de DNS, alsof er geen internet is.",
            en="Questions to the DNS get no answer, as if there were no internet.",
        ),
        names="{domain} SILENT",
        publishes={ISPDB: "silence"},
    ),
    Situation(
        id="silent-name-server",
        shows=Text(
            nl="De naamservers van dit ene domein antwoorden niet; de rest van internet wel.",
            en="The name servers of this one domain do not answer; the rest of the internet does.",
        ),
        names="{domain} SILENT",
    ),
)
