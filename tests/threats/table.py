"""Which test plays which threat.

D is what can be wrong with names (DNS), H with web pages (HTTP), S with mail servers; C is what can happen to a
password. The ids are stable. A name
stands for a test, for all cases of a test, or, with `[D10`, for those of its cases whose id begins so.
`test_table.py` sees to it that nothing is missing here, and that each named test exists.
"""

from collections.abc import Mapping

from tests.threats.places import (
    AUTO,
    BAD_CERTIFICATE,
    BAD_PAGE,
    BAD_SERVER,
    CERTIFICATES,
    DEMO,
    DIALOGUES,
    DNS,
    FOUND,
    HINT,
    HTTP,
    LAB,
    MEMORY,
    NAMES,
    OFFERS,
    PAGES,
    PROGRAM,
    SERVERS,
    SOCKETS,
    STREAM,
    TOLD,
    TRUST,
)
from tests.threats.table_of_credentials import CREDENTIALS
from tests.threats.threat import Threat, threat

THREATS: Mapping[str, Threat] = {
    "D01": threat(
        "no such name",
        f"{NAMES}d01_a_domain_that_does_not_exist_is_said_and_nobody_is_connected_to",
        f"{PROGRAM}a_domain_that_does_not_exist",
    ),
    "D02": threat("SERVFAIL, REFUSED", f"{NAMES}a_broken_name_server_is_not_the_end_of_a_domain"),
    "D03": threat("no answer", f"{NAMES}no_answer_is_never_a_no[D03", f"{DNS}every_ending_has_its_own_status[mute"),
    "D04": threat(
        "truncated answers", f"{NAMES}no_answer_is_never_a_no[D04", f"{DNS}a_truncated_answer_is_asked_again_over_tcp"
    ),
    "D05": threat("wildcard answers", f"{NAMES}d05_names_below_a_wildcard_prove_nothing", f"{LAB}[wildcard"),
    "D06": threat(
        "alias loops, long chains",
        f"{NAMES}d06_a_loop_is_called_a_loop",
        f"{DNS}every_ending_has_its_own_status[long chain",
    ),
    "D07": threat(
        "answers of 64 kB, hundreds of records",
        f"{NAMES}d07_hundreds_of_services_are_cut_and_end_in_time",
        f"{TOLD}d07_a_list_that_was_cut_is_told",
        f"{TOLD}d07_a_list_of_the_usual_length_is_no_news",
        f"{DNS}a_hundred_mail_exchangers_are_capped_and_that_is_said",
        f"{MEMORY}answers_of_a_name_server_as_large_as_can_be",
    ),
    "D08": threat(
        "a service that is decidedly not offered",
        "tests/discovery/test_srv.py::test_a_dot_means_decidedly_not_offered",
        "tests/discovery/test_guess.py::test_what_the_domain_declines_is_left_out",
    ),
    "D09": threat(
        "ports that are not for mail",
        f"{NAMES}a_port_that_is_not_for_mail",
        f"{NAMES}an_unusual_port_that_anybody_may_have_named_is_told",
    ),
    "D10": threat(
        "targets that are no host names",
        f"{NAMES}a_target_that_is_no_host_is_neither_shown_nor_visited",
        f"{NAMES}a_target_is_verified_under_its_own_name",
        f"{DNS}services",
    ),
    "D11": threat(
        "a target outside the domain, unsigned",
        f"{NAMES}a_server_outside_the_domain_is_marked_unless_dnssec_proves_it",
        f"{LAB}[srv-elsewhere",
    ),
    "D12": threat(
        "priorities, STARTTLS first",
        f"{NAMES}d12_tls_from_the_start_comes_first_whatever_the_priorities",
        "tests/discovery/test_srv.py::test_what_a_record_says",
    ),
    "D13": threat("_submission on port 465", f"{NAMES}d13_submission_on_465_means_tls_from_the_start"),
    "D14": threat(
        "names beyond ASCII, look-alikes",
        f"{NAMES}a_name_beyond_ascii_is_one_name_everywhere",
        f"{NAMES}what_is_no_address_is_refused_before_anybody_is_asked[D14",
        f"{TRUST}names_beyond_ascii_are_verified_by_idna_2008",
    ),
    "D15": threat(
        "what is no address",
        f"{NAMES}what_is_no_address_is_refused_before_anybody_is_asked[D15",
        f"{PROGRAM}a_bad_address_is_wrong_use_and_nobody_is_asked",
    ),
    "D16": threat("forged and broken packets first", f"{DNS}every_ending_has_its_own_status[forged answers first"),
    "D17": threat(
        "a stranger's word about DNSSEC",
        f"{DNS}a_name_server_elsewhere_is_not_believed_about_dnssec",
        f"{DNS}a_name_server_on_this_machine_is_believed_about_dnssec",
    ),
    "D18": threat(
        "names that change between two questions",
        f"{NAMES}d18_a_name_that_changes_is_asked_once_and_visited_where_it_first_led",
    ),
    "D19": threat(
        "addresses inside the own network",
        f"{NAMES}d19_a_web_address_inside_is_never_followed_from_outside",
        f"{NAMES}d19_nor_by_a_name_that_leads_inside",
        f"{NAMES}d25_a_server_inside_the_own_network_is_a_server_and_is_told",
        f"{HTTP}redirects_that_are_not_followed",
    ),
    "D20": threat("search lists", f"{DNS}the_search_list_is_never_used"),
    "D21": threat(
        "public suffixes",
        f"{NAMES}d21_nobody_who_owns_a_public_suffix_is_asked",
        f"{AUTO}a2_1_nobody_may_register_a_name_that_is_asked_for_settings",
        "tests/discovery/test_mx.py::test_a_public_suffix_is_never_asked",
    ),
    "D22": threat("odd mail exchangers", f"{NAMES}a_mail_exchanger_is_not_where_mail_is_read"),
    "D23": threat(
        "no network at all",
        f"{NAMES}without_a_network_there_is_one_message_and_that_soon",
        "tests/lab/test_options.py::test_no_network",
    ),
    "D24": threat(
        "captive portals",
        f"{NAMES}d24_a_captive_portal_is_the_only_finding",
        "tests/lab/test_options.py::test_captive_portal",
    ),
    "D25": threat(
        "servers inside the own network", f"{NAMES}d25_a_server_inside_the_own_network_is_a_server_and_is_told"
    ),
    "D26": threat("a resolver that is gone", f"{NAMES}d26_no_other_name_server_is_asked_in_its_place"),
    "H01": threat("drips", f"{BAD_PAGE}[H01", f"{PROGRAM}a_page_by_the_byte_does_not_outlast_the_deadline"),
    "H02": threat(
        "bodies, headers and chunks without end", f"{BAD_PAGE}[H02", f"{MEMORY}a_page_that_never_stops_growing"
    ),
    "H03": threat("compression bombs", f"{BAD_PAGE}[H03", f"{MEMORY}a_page_that_never_stops_growing[gzip"),
    "H04": threat("redirect loops", f"{BAD_PAGE}[H04", f"{HTTP}redirects_that_are_not_followed"),
    "H05": threat(
        "from https to http",
        f"{BAD_PAGE}[H05",
        f"{AUTO}a1_3_a_way_out_of_https_is_not_taken",
        f"{LAB}[redirected-to-http",
    ),
    "H06": threat("to another domain", f"{PAGES}h06_another_domain_is_followed_and_told_nothing"),
    "H07": threat("to where no settings are", f"{BAD_PAGE}[H07", f"{HTTP}redirects_that_are_not_followed"),
    "H08": threat(
        "settings over http only",
        f"{PAGES}h08_what_comes_over_http_is_marked_and_the_address_stays_here",
        f"{AUTO}a1_1_a_forged_page_that_stands_alone_is_marked_twice",
    ),
    "H09": threat(
        "web servers with a bad certificate",
        f"{PAGES}nothing_is_asked_of_a_web_server_with_a_bad_certificate",
        f"{HTTP}a_bad_certificate_ends_it",
    ),
    "H10": threat(
        "pages that want a password", f"{BAD_PAGE}[H10", f"{PAGES}h10_a_login_page_is_exchange_and_gets_no_answer"
    ),
    "H11": threat("Autodiscover's redirections", f"{PAGES}autodiscover_leads_nobody_astray[H11"),
    "H12": threat("a password for the redirect's target", f"{PAGES}autodiscover_leads_nobody_astray[H12"),
    "H13": threat(
        "huge XML",
        f"{BAD_PAGE}[H13",
        f"{PAGES}h13_and_h14_take_no_time",
        f"{MEMORY}a_page_that_never_stops_growing[xml-deep",
    ),
    "H14": threat(
        "entity expansion",
        f"{BAD_PAGE}[H14",
        f"{PAGES}h13_and_h14_take_no_time",
        f"{MEMORY}a_page_that_never_stops_growing[xml-laughs",
    ),
    "H15": threat("XML that fetches", f"{PAGES}a_document_fetches_nothing"),
    "H16": threat("web pages instead of settings", f"{BAD_PAGE}[H16", f"{LAB}[web-page"),
    "H17": threat("odd encodings", f"{BAD_PAGE}[H17", f"{PAGES}a_file_in_an_honest_encoding_is_read"),
    "H18": threat(
        "well-formed nonsense",
        f"{PAGES}a_broken_section_drops_itself_and_no_more",
        f"{PAGES}h18_the_domain_that_a_file_says_it_is_for_does_not_count",
        f"{AUTO}a4_1_words_that_cannot_be_read_are_no_plain_text",
    ),
    "H19": threat("plain text only", f"{AUTO}published_plain_text_is_never_recommended"),
    "H20": threat(
        "Encryption and SSL in Autodiscover",
        f"{PAGES}encryption_overrides_ssl_and_what_is_unknown_is_no_plain_text",
        f"{AUTO}a6_1_autodiscovers_encryption_is_obeyed",
    ),
    "H21": threat(
        "sources that disagree, the good ones dropped",
        f"{AUTO}dropping_the_secure_port_gains_nothing",
        f"{AUTO}a10_1_dropping_the_protected_page_leaves_the_forged_one_unbelieved",
    ),
    "H22": threat("sign-in pages elsewhere", f"{PAGES}h22_pages_for_signing_in_elsewhere_are_neither_opened_nor_shown"),
    "H23": threat(
        "evil texts", f"{PAGES}h23_texts_are_made_harmless_and_short", f"{PROGRAM}evil_words_reach_no_terminal"
    ),
    "H24": threat(
        "servers that are busy or broken",
        f"{BAD_PAGE}[H24",
        f"{PAGES}a_busy_server_is_asked_once_more_when_it_says_so",
        f"{PAGES}h24_a_server_that_stays_busy_is_told",
    ),
    "H25": threat(
        "proxies, password files and key logs in the environment",
        f"{PROGRAM}the_environment_opens_no_side_door",
        f"{HTTP}the_environment_sends_nothing_through_a_proxy",
        f"{TRUST}the_environment_cannot_have_the_keys_logged",
    ),
    "H26": threat(
        "a provider table that is wrong",
        f"{PAGES}h26_what_a_table_says_counts_less_than_what_the_domain_says",
        f"{PAGES}a_table_that_fails_is_no_harm",
        f"{AUTO}a8_1_what_a_table_remembers_is_tested_like_the_rest",
    ),
    "H27": threat(
        "another page for each visitor",
        f"{PAGES}h27_another_page_for_each_visitor_leaves_its_digest",
        f"{PAGES}h27_every_page_that_was_read_is_remembered",
    ),
    "H28": threat("broken HTTP", f"{BAD_PAGE}[H28", f"{PAGES}h28_a_flood_of_cookies_is_not_kept"),
    "S01": threat("never greets", f"{BAD_SERVER}[S01", f"{PROGRAM}a_slow_server_does_not_outlast_the_deadline"),
    "S02": threat("greets by the byte", f"{BAD_SERVER}[S02", f"{PROGRAM}a_slow_server_does_not_outlast_the_deadline"),
    "S03": threat("lines without end", f"{BAD_SERVER}[S03", f"{MEMORY}mail_servers_that_never_stop"),
    "S04": threat("answers without end", f"{BAD_SERVER}[S04", f"{MEMORY}mail_servers_that_never_stop"),
    "S05": threat("IMAP literals", f"{BAD_SERVER}[S05", f"{DIALOGUES}[imap-T-status-literal"),
    "S06": threat("bytes that are no text", f"{BAD_SERVER}[S06", f"{PROGRAM}evil_words_reach_no_real_terminal"),
    "S07": threat(
        "answers slipped in behind STARTTLS",
        *(f"{DIALOGUES}[{protocol}-B" for protocol in ("imap", "pop3", "smtp")),
        f"{SOCKETS}over_a_connection_the_verdict_is_the_same[imap-B",
    ),
    "S08": threat(
        "words before STARTTLS", *(f"{DIALOGUES}[{group}" for group in ("imap-T", "imap-U", "pop3-T", "smtp-T"))
    ),
    "S09": threat(
        "STARTTLS stripped",
        *(f"{DIALOGUES}[{protocol}-O" for protocol in ("imap", "pop3", "smtp")),
        f"{AUTO}a_record_without_tls_from_the_start_means_starttls_or_nothing",
    ),
    "S10": threat(
        "STARTTLS refused",
        f"{DIALOGUES}[imap-O-bare-refused",
        f"{DIALOGUES}[pop3-O-capa-known",
        f"{DIALOGUES}[smtp-O-starttls",
    ),
    "S11": threat("words for a handshake", f"{SOCKETS}what_follows_an_agreed_starttls[T2"),
    "S12": threat("noise inside TLS", f"{SOCKETS}what_follows_an_agreed_starttls[T4"),
    "S13": threat("PREAUTH before TLS", f"{DIALOGUES}[imap-P"),
    "S14": threat(
        "PREAUTH inside TLS",
        "tests/probing/test_dialogues.py::test_what_is_announced[imap-preauth-inside-tls",
        "tests/mailbox/test_hostile.py::test_a_server_where_somebody_is_signed_in_tests_nothing",
    ),
    "S15": threat(
        "LOGINDISABLED",
        f"{TOLD}s15_a_server_that_wants_tls_before_it_takes_a_password",
        f"{OFFERS}a_server_that_takes_no_password_before_tls",
        "tests/mailbox/test_hostile.py::test_a_server_that_disabled_logins_meanwhile_gets_none",
        "tests/probing/test_dialogues.py::test_mechanisms_in_the_words_of_autoconfig",
    ),
    "S16": threat("referrals", f"{DIALOGUES}[imap-L", f"{DIALOGUES}[imap-M", f"{DIALOGUES}[imap-U-referral"),
    "S17": threat(
        "TLS where it is not expected, and the reverse",
        f"{TOLD}s17_plain_words_on_a_port_for_tls_are_told",
        f"{TOLD}s17_tls_on_a_port_for_plain_words_is_told_and_used",
        f"{TOLD}s17_silence_is_not_taken_for_another_kind_of_security",
        f"{BAD_SERVER}[S17",
        f"{LAB}[wrong-security",
    ),
    "S18": threat(
        "certificates out of date, of nobody, incomplete",
        f"{BAD_CERTIFICATE}[STARTTLS-C1",
        f"{BAD_CERTIFICATE}[SSL-C2",
        f"{TOLD}s18_each_fault_of_a_certificate_has_its_own_words",
    ),
    "S19": threat("certificates for another name", f"{BAD_CERTIFICATE}[SSL-C4", f"{TRUST}names_match_by_rfc_9525"),
    "S20": threat(
        "old and weak TLS",
        f"{TOLD}s20_a_handshake_that_fails_is_told_from_an_old_one",
        f"{SERVERS}weak_tls_is_refused_and_still_seen",
    ),
    "S21": threat(
        "a wrong clock",
        f"{TOLD}s21_a_clock_that_makes_everybody_look_too_young",
        f"{CERTIFICATES}a_wrong_clock_makes_strangers_look_expired",
    ),
    "S22": threat(
        "somebody reads along",
        f"{CERTIFICATES}a_known_product_in_between_is_named",
        f"{CERTIFICATES}an_unknown_authority_that_vouches_for_strangers",
    ),
    "S23": threat(
        "an authority of before the strict rules", f"{SERVERS}s23_a_root_of_before_the_strict_rules_is_believed"
    ),
    "S24": threat("SNI, client certificates", f"{SERVERS}s24_the_name_is_told_and_a_wish_for_our_certificate_ignored"),
    "S25": threat(
        "ends in the middle",
        f"{BAD_SERVER}[S25",
        f"{TOLD}who_hangs_up_is_told[S25",
        f"{STREAM}the_end_of_a_stream_says_how_it_ended",
    ),
    "S26": threat(
        "tarpits",
        f"{SERVERS}s26_a_slow_server_within_the_limits_is_a_good_one",
        f"{SERVERS}s26_a_server_that_is_slow_again_and_again_is_given_up",
    ),
    "S27": threat(
        "too many connections",
        f"{BAD_SERVER}[S27",
        f"{TOLD}who_has_no_time_is_told[S27",
        "tests/diagnosis/test_refusals.py::test_what_a_refusal_means",
    ),
    "S28": threat(
        "for now, or for good",
        f"{BAD_SERVER}[S28",
        f"{TOLD}who_has_no_time_is_told[S28",
        f"{FOUND}a_refusal_for_now_is_told_from_one_for_good",
    ),
    "S29": threat(
        "IPv6 that is dead or leads elsewhere, or IPv4",
        f"{TOLD}a_host_that_is_another_over_ipv6_is_told",
        f"{TOLD}a_dead_family_is_told_where_the_other_works",
        f"{TOLD}s29_the_same_server_over_both_is_no_news",
        f"{TOLD}what_this_computer_cannot_do_is_nobodys_fault",
        f"{STREAM}ipv4_helps_out_where_ipv6_fails",
        f"{LAB}[ipv6-elsewhere",
        f"{LAB}[ipv6-lost",
    ),
    "S30": threat(
        "dropped, refused, prohibited",
        f"{TOLD}a_way_that_is_barred_is_told",
        f"{STREAM}a_server_that_is_not_reached",
        "tests/lab/test_servers.py::test_packets_vanish",
    ),
    "S31": threat("SYN into a black hole", f"{SERVERS}s31_a_port_that_swallows_every_syn_is_given_up_in_time"),
    "S32": threat(
        "ports that a network filters",
        f"{FOUND}a_filtered_port_is_told_from_a_dead_host",
        f"{FOUND}s32_all_mail_ports_blocked_is_one_pattern",
        f"{FOUND}s32_one_port_that_is_reached_or_nowhere_is_no_pattern",
        f"{FOUND}s32_silent_guesses_are_no_pattern",
        "tests/diagnosis/test_surroundings.py::test_s32_hosts_that_answer_on_the_port_of_the_web",
        f"{LAB}[mail-filtered",
        f"{LAB}[all-filtered",
    ),
    "S33": threat(
        "STARTTLS overwritten on the way",
        f"{TOLD}s33_an_offer_that_was_written_over_is_told_as_that",
        *(
            f"{DIALOGUES}[{way}"
            for way in ("smtp-O-fixed-up", "smtp-O-masked", "imap-O-crossed-out", "pop3-O-crossed-out")
        ),
    ),
    "S34": threat(
        "refused sign-ins",
        "tests/mailbox/test_refusals.py::test_a_refusal_is_read",
        "tests/mailbox/test_hostile.py::test_no_answer_to_the_password_is_no_wrong_password",
    ),
    "S35": threat(
        "mechanisms that fail",
        "tests/mailbox/test_login.py::test_a_wrong_password_is_tried_once_in_all",
        "tests/mailbox/test_login.py::test_whoever_refuses_is_the_last",
    ),
    "S36": threat("OAuth2 only", f"{HINT}[oauth2-only", f"{DEMO}[oauth2-only"),
    "S37": threat(
        "challenges without end",
        "tests/mailbox/test_hostile.py::test_no_answer_to_the_password_is_no_wrong_password[challenges",
    ),
    "S38": threat("odd but honest places", f"{SERVERS}an_odd_place_is_no_fault"),
    "S39": threat("what a server lacks", f"{OFFERS}what_pop_does_with_old_mail", f"{DEMO}[pop-deletes"),
    "S40": threat(
        "a test that changes something",
        f"{SERVERS}s40_nothing_is_said_but_questions_and_goodbye",
        "tests/lab/test_probe.py::test_nobody_signed_in",
    ),
    "S41": threat(
        "one dead address of several",
        f"{TOLD}s41_a_dead_address_of_two_is_told",
        f"{SERVERS}s41_a_dead_address_beside_a_good_one_is_told_and_no_harm",
        f"{STREAM}when_all_addresses_fail_the_most_telling_failure_counts",
    ),
    "S42": threat("another protocol", f"{BAD_SERVER}[S42"),
    **CREDENTIALS,
}
