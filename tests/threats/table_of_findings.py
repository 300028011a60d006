"""Which test brings out which finding, and which test asks which source; the names are as in `table.py`."""

from collections.abc import Mapping

from tests.threats.places import (
    AUTO,
    CERTIFICATES,
    DEMO,
    DISCOVERY,
    FAILS,
    FOUND,
    HINT,
    LAB,
    NAMES,
    OFFERS,
    PAGES,
    TOLD,
)
from wizard.model import FindingId, SourceName

FINDINGS: Mapping[FindingId, tuple[str, ...]] = {
    FindingId.NO_SUCH_DOMAIN: (f"{FOUND}one_cause_is_told_once", f"{DEMO}[no-such-domain"),
    FindingId.NO_MAIL_HERE: (
        f"{FOUND}a_domain_that_takes_no_mail",
        f"{NAMES}a_mail_exchanger_is_not_where_mail_is_read[D22",
    ),
    FindingId.NOTHING_FOUND: (f"{FOUND}what_is_missing[neither", f"{DEMO}[nothing"),
    FindingId.NO_NETWORK: (f"{NAMES}without_a_network_there_is_one_message_and_that_soon",),
    FindingId.PORT_FILTERED: (f"{FOUND}a_filtered_port_is_told_from_a_dead_host", f"{LAB}[filtered-993"),
    FindingId.UNREACHABLE: (
        f"{TOLD}a_way_that_is_barred_is_told[S30-dropped-everywhere",
        f"{FAILS}[timed-out-connect-unreachable",
        f"{FAILS}[unreachable",
    ),
    FindingId.BLOCKED_HERE: (f"{TOLD}a_way_that_is_barred_is_told[S30-local-firewall",),
    FindingId.MAIL_PORTS_BLOCKED: (
        f"{FOUND}s32_all_mail_ports_blocked_is_one_pattern",
        f"{DEMO}[mail-ports-blocked",
        f"{LAB}[mail-filtered",
    ),
    FindingId.REFUSED: (f"{TOLD}a_way_that_is_barred_is_told[S30-closed", f"{FAILS}[refused"),
    FindingId.SERVER_SILENT: (f"{FAILS}[timed-out-greeting-server-silent", f"{DEMO}[never-greets"),
    FindingId.HANGS_UP: (f"{TOLD}who_hangs_up_is_told",),
    FindingId.DEAD_ADDRESS: (f"{TOLD}s41_a_dead_address_of_two_is_told",),
    FindingId.IPV6_BROKEN: (f"{FOUND}broken_ipv6_is_told_where_ipv4_works", f"{DEMO}[ipv6-broken"),
    FindingId.IPV4_BROKEN: (f"{TOLD}a_dead_family_is_told_where_the_other_works[S29-refused-on-ipv4",),
    FindingId.IPV6_DIFFERS: (f"{TOLD}a_host_that_is_another_over_ipv6_is_told", f"{DEMO}[ipv6-elsewhere"),
    FindingId.CERTIFICATE_EXPIRED: (f"{FAILS}[certificate-expired", f"{DEMO}[certificate-expired"),
    FindingId.CERTIFICATE_NOT_YET_VALID: (f"{TOLD}s18_each_fault_of_a_certificate_has_its_own_words[not-yet",),
    FindingId.CERTIFICATE_NAME: (f"{FAILS}[certificate-name", f"{DEMO}[certificate-name"),
    FindingId.CERTIFICATE_UNTRUSTED: (f"{FAILS}[certificate-untrusted", f"{LAB}[unknown-issuer"),
    FindingId.TLS_TOO_OLD: (f"{FOUND}an_old_server_is_told_from_a_failing_handshake", f"{DEMO}[tls-too-old"),
    FindingId.TLS_FAILED: (
        f"{TOLD}s20_a_handshake_that_fails_is_told_from_an_old_one",
        f"{FAILS}[tls-handshake-tls-tls-failed",
    ),
    FindingId.NO_ENCRYPTION: (
        f"{FOUND}only_without_encryption",
        f"{AUTO}published_plain_text_is_never_recommended[A3.1",
    ),
    FindingId.STARTTLS_NOT_OFFERED: (
        f"{AUTO}a_record_without_tls_from_the_start_means_starttls_or_nothing",
        f"{DEMO}[starttls-not-offered",
    ),
    FindingId.STARTTLS_OVERWRITTEN: (
        f"{TOLD}s33_an_offer_that_was_written_over_is_told_as_that",
        f"{DEMO}[starttls-overwritten",
    ),
    FindingId.STARTTLS_REFUSED: (f"{FAILS}[starttls-refused", f"{DEMO}[starttls-refused"),
    FindingId.DATA_BEFORE_TLS: (f"{FAILS}[data-before-tls", f"{DEMO}[data-before-tls"),
    FindingId.PREAUTH: (f"{FAILS}[preauth", f"{DEMO}[preauth"),
    FindingId.WRONG_PROTOCOL: (f"{FAILS}[wrong-protocol", f"{DEMO}[wrong-protocol"),
    FindingId.TLS_FROM_THE_START: (f"{TOLD}s17_tls_on_a_port_for_plain_words_is_told_and_used",),
    FindingId.NO_TLS_FROM_THE_START: (
        f"{TOLD}s17_plain_words_on_a_port_for_tls_are_told",
        f"{DEMO}[wrong-security",
    ),
    FindingId.REJECTED: (f"{FAILS}[rejected", f"{DEMO}[turned-away"),
    FindingId.PUBLISHED_SERVER_DEAD: (
        f"{AUTO}a8_1_what_a_table_remembers_is_tested_like_the_rest",
        f"{LAB}[moved-away",
    ),
    FindingId.PUBLISHED_OVER_HTTP: (f"{AUTO}a1_1_a_forged_page_that_stands_alone_is_marked_twice", f"{LAB}[http-only"),
    FindingId.SOURCES_DISAGREE: (
        "tests/diagnosis/test_sources.py::test_sources_that_contradict_each_other_are_named",
        f"{DEMO}[sources-disagree",
    ),
    FindingId.UNUSUAL_PORT: (f"{NAMES}an_unusual_port_that_anybody_may_have_named_is_told[D09-unsigned",),
    FindingId.INTERNAL_ADDRESS: (f"{NAMES}d25_a_server_inside_the_own_network_is_a_server_and_is_told",),
    FindingId.FOREIGN_TARGET: (
        "tests/diagnosis/test_sources.py::test_a_foreign_target_is_marked",
        f"{NAMES}a_server_outside_the_domain_is_marked_unless_dnssec_proves_it",
    ),
    FindingId.DNS_BOGUS: (f"{FOUND}a_failing_name_server", f"{LAB}[forged"),
    FindingId.TOO_MANY_RECORDS: (f"{TOLD}d07_a_list_that_was_cut_is_told",),
    FindingId.DNS_WILDCARD: (f"{NAMES}d05_names_below_a_wildcard_prove_nothing", f"{DEMO}[dns-wildcard"),
    FindingId.POP_CANNOT_LEAVE: (f"{OFFERS}what_pop_does_with_old_mail", f"{DEMO}[pop-deletes"),
    FindingId.POP_DELETES_AFTER: (f"{OFFERS}what_pop_does_with_old_mail", f"{DEMO}[pop-expires"),
    FindingId.OAUTH2_ONLY: (f"{HINT}[oauth2-only", f"{DEMO}[oauth2-only"),
    FindingId.APP_PASSWORD_NEEDED: (f"{HINT}[app-password-needed",),
    FindingId.ENABLE_FIRST: (f"{HINT}[enable-first",),
    FindingId.LOCK_OUT: (f"{HINT}[lock-out",),
    FindingId.NO_PROGRAMS: (f"{HINT}[no-programs",),
    FindingId.NO_INCOMING: (f"{FOUND}what_is_missing[sends only",),
    FindingId.NO_OUTGOING: (f"{FOUND}what_is_missing[receives only",),
    FindingId.NO_SUCH_HOST: (
        f"{TOLD}a_published_name_that_does_not_exist",
        f"{FAILS}[no-such-name-resolve-no-such-host",
    ),
    FindingId.OWN_MAIL_PASSWORD: (f"{HINT}[own-mail-password",),
    FindingId.BRIDGE_NEEDED: (f"{HINT}[bridge-needed",),
    FindingId.CAPTIVE_PORTAL: (
        f"{NAMES}d24_a_captive_portal_is_the_only_finding",
        "tests/lab/test_options.py::test_captive_portal",
    ),
    FindingId.RESOLVER_REFUSES: (
        f"{FOUND}a_refusing_name_server_is_told_from_a_missing_network",
        f"{NAMES}without_a_network_there_is_one_message_and_that_soon[D23",
    ),
    FindingId.INTERCEPTED: (f"{CERTIFICATES}a_known_product_in_between_is_named", f"{DEMO}[intercepted"),
    FindingId.CLOCK_WRONG: (
        f"{TOLD}s21_a_clock_that_makes_everybody_look_too_young",
        f"{CERTIFICATES}a_wrong_clock_makes_strangers_look_expired",
    ),
    FindingId.CERTIFICATE_SELF_SIGNED: (
        f"{CERTIFICATES}a_self_signed_certificate_is_told_from_an_unknown_authority",
        f"{DEMO}[self-signed",
    ),
    FindingId.CERTIFICATE_NAME_WORKS: (
        f"{CERTIFICATES}the_name_under_which_the_certificate_is_good",
        f"{DEMO}[right-name",
    ),
    FindingId.REJECTED_FOR_NOW: (f"{FOUND}a_refusal_for_now_is_told_from_one_for_good", f"{DEMO}[busy"),
    FindingId.LOGIN_NEEDS_TLS: (
        f"{TOLD}s15_a_server_that_wants_tls_before_it_takes_a_password",
        f"{OFFERS}a_server_that_takes_no_password_before_tls",
    ),
    FindingId.POP_LOGIN_DELAY: (f"{OFFERS}how_long_pop_wants_to_be_left_alone",),
    FindingId.IMAP_NO_IDLE: (f"{OFFERS}what_imap_lacks_is_told_only_where_the_list_is_whole", f"{DEMO}[few-extensions"),
    FindingId.IMAP_NO_QUOTA: (
        f"{OFFERS}what_imap_lacks_is_told_only_where_the_list_is_whole",
        f"{DEMO}[few-extensions",
    ),
    FindingId.IMAP_NO_SPECIAL_USE: (f"{OFFERS}what_imap_lacks_is_told_only_where_the_list_is_whole",),
    FindingId.SUBMISSION_PORT_25: (f"{OFFERS}sending_that_is_published_for_port_25_only", f"{DEMO}[port-25"),
    FindingId.SUBMISSION_OTHER_PORT: (f"{OFFERS}a_second_port_for_sending", f"{DEMO}[other-ports"),
    FindingId.LOOK_ALIKE_NAME: (
        f"{FOUND}a_look_alike_is_told_even_where_it_does_not_exist",
        f"{NAMES}a_name_beyond_ascii_is_one_name_everywhere[D14",
    ),
    FindingId.EXCHANGE_HERE: (
        "tests/diagnosis/test_sources.py::test_exchange_is_no_failure",
        f"{PAGES}h10_a_login_page_is_exchange_and_gets_no_answer",
    ),
}

SOURCES: Mapping[SourceName, tuple[str, ...]] = {
    SourceName.PROVIDER_TABLE: (
        f"{DISCOVERY}provider_table.py::test_a_known_domain_is_answered_without_a_network",
        f"{LAB}[hosted",
    ),
    SourceName.AUTOCONFIG: (
        f"{DISCOVERY}autoconfig.py::test_all_three_places_are_asked_and_http_is_never_trusted",
        f"{DISCOVERY}mailconf.py::test_the_file_that_the_record_names",
        f"{LAB}[published",
    ),
    SourceName.ISPDB: (f"{DISCOVERY}ispdb.py::test_only_the_domain_is_told", f"{LAB}[listed"),
    SourceName.MX: (f"{DISCOVERY}mx.py::test_the_best_place_wins",),
    SourceName.SRV: (f"{DISCOVERY}srv.py::test_what_a_record_says", f"{LAB}[srv-only"),
    SourceName.PACC: (f"{DISCOVERY}pacc.py::test_what_a_file_says", f"{LAB}[pacc"),
    SourceName.AUTODISCOVER: (f"{DISCOVERY}autodiscover.py::test_the_panels_answer",),
    SourceName.GUESS: (
        f"{DISCOVERY}guess.py::test_only_names_that_exist_in_the_usual_order",
        f"{DISCOVERY}certificate_names.py::test_names_of_the_same_machine_are_suggested",
        f"{LAB}[guessed",
    ),
}
"""All but the servers that the user types herself."""
