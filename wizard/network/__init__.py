"""The only package that opens a connection: names, web pages, streams, trust, limits and what it all cost."""

from wizard.network.blocking import BlockingConnection
from wizard.network.certificate import reason_by_facts
from wizard.network.dns import CutShort, DnsAnswer, DnsStatus
from wizard.network.failures import NETWORK_ERRORS, StreamError, reason_for
from wizard.network.http import HttpFailure, HttpResponse
from wizard.network.internal import is_internal
from wizard.network.limits import Limits
from wizard.network.network import Network
from wizard.network.records import MxRecord, SrvRecord
from wizard.network.settings import DEFAULT_ISPDB_URL, AddressFamily, NetworkSettings, Route, direct
from wizard.network.stream import Stream

__all__ = [
    "DEFAULT_ISPDB_URL",
    "NETWORK_ERRORS",
    "AddressFamily",
    "BlockingConnection",
    "CutShort",
    "DnsAnswer",
    "DnsStatus",
    "HttpFailure",
    "HttpResponse",
    "Limits",
    "MxRecord",
    "Network",
    "NetworkSettings",
    "Route",
    "SrvRecord",
    "Stream",
    "StreamError",
    "direct",
    "is_internal",
    "reason_by_facts",
    "reason_for",
]
