"""The table of the laboratory: what is published and served, and what `probe` has to make of it."""

from tests.lab.badly_published import BADLY_PUBLISHED
from tests.lab.badly_served import BADLY_SERVED
from tests.lab.documents import WEB_PAGE
from tests.lab.for_programs import FOR_PROGRAMS
from tests.lab.hosts import Host, Situation
from tests.lab.well_published import WELL_PUBLISHED

SITUATIONS = (*WELL_PUBLISHED, *BADLY_PUBLISHED, *BADLY_SERVED)

LABORATORY = Situation(
    id="lab",
    hosts=(
        Host(
            name="ispdb",
            ports=(443,),
            pages={f"/v1.1/{domain}": page for one in SITUATIONS for domain, page in one.ispdb.items()},
        ),
        Host(name="mail", ports=(993, 995, 465)),
        Host(
            name="portal.hotel.example.",
            ports=(443, 80),
            pages={"/sign-in": WEB_PAGE},
            redirects={"/": "http://portal.hotel.example/sign-in"},
        ),
    ),
)
"""The stand-in for the ISPDB, a mail server at which the tests sign in, and the captive portal of a hotel."""

EVERYTHING = (*SITUATIONS, LABORATORY, *FOR_PROGRAMS)
