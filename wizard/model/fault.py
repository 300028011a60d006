"""What is wrong with a published file, as stable words; the sentences stand in `rules/lint.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from wizard.model.finding import Severity


class FaultId(StrEnum):
    """The stable words, by what they are about."""

    # The document
    NOT_FETCHED = "not-fetched"
    UNKNOWN_FORMAT = "unknown-format"
    NOT_WELL_FORMED = "not-well-formed"
    DOCUMENT_TYPE = "document-type"
    ENCODING = "encoding"
    BYTE_ORDER_MARK = "byte-order-mark"
    CONTENT_TYPE = "content-type"
    NAMESPACE = "namespace"
    VERSION = "version"
    # Its elements
    ELEMENT_MISSING = "element-missing"
    ELEMENT_EMPTY = "element-empty"
    ELEMENT_TWICE = "element-twice"
    ELEMENT_UNKNOWN = "element-unknown"
    ELEMENT_MISSPELT = "element-misspelt"
    ATTRIBUTE_MISSING = "attribute-missing"
    VALUE_UNKNOWN = "value-unknown"
    TEXT_TOO_LONG = "text-too-long"
    PASSWORD_INSIDE = "password-inside"
    PAGE_NOT_HTTPS = "page-not-https"
    # The domain
    DOMAIN_BAD = "domain-bad"
    DOMAIN_OTHER = "domain-other"
    # Its servers
    HOSTNAME_BAD = "hostname-bad"
    HOSTNAME_PLACEHOLDER = "hostname-placeholder"
    PORT_BAD = "port-bad"
    PORT_SECURITY = "port-security"
    PORT_UNUSUAL = "port-unusual"
    PORT_RELAY = "port-relay"
    PLAIN_SERVER = "plain-server"
    PLAIN_DROPS_FILE = "plain-drops-file"
    PLAIN_FIRST = "plain-first"
    SERVER_TWICE = "server-twice"
    NO_INCOMING_SERVER = "no-incoming-server"
    NO_OUTGOING_SERVER = "no-outgoing-server"
    NO_IMAP_SERVER = "no-imap-server"
    # Signing in
    AUTHENTICATION_OLD_NAME = "authentication-old-name"
    AUTHENTICATION_ANDROID = "authentication-android"
    OAUTH2_HOST = "oauth2-host"
    NO_SIGN_IN = "no-sign-in"
    USERNAME_OF_ONE = "username-of-one"
    USERNAME_LEFT_OUT = "username-left-out"
    PLACEHOLDER_UNKNOWN = "placeholder-unknown"
    SIGN_IN_NOT_OFFERED = "sign-in-not-offered"
    # Autodiscover
    SPA_LEFT_OUT = "spa-left-out"
    SPA_ON = "spa-on"
    SSL_LEFT_OUT = "ssl-left-out"
    EXCHANGE_MIXED = "exchange-mixed"
    POINTS_ELSEWHERE = "points-elsewhere"
    SAYS_ERROR = "says-error"
    # PACC
    MEMBER_IGNORED = "member-ignored"
    DIGEST_MISSING = "digest-missing"
    DIGEST_OTHER = "digest-other"
    # mobileconfig
    SSL_DEFAULT_OFF = "ssl-default-off"
    PORT_LEFT_OUT = "port-left-out"
    # What a domain publishes
    NOTHING_PUBLISHED = "nothing-published"
    NOT_PUBLISHED = "not-published"
    COPIES_DIFFER = "copies-differ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in `document` (a path, URL or domain), in `line` (from 1) where it has one.

    `values` fill the `{names}` of the fault's text (printable).
    """

    id: FaultId
    severity: Severity
    document: str
    line: int | None = None
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def subject(self) -> str:
        """Where it is: `file:line`."""
        return self.document if self.line is None else f"{self.document}:{self.line}"
