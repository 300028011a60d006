"""Which test plays what can happen to a password, or to an address that is nobody else's business."""

from collections.abc import Mapping

from tests.threats.places import (
    AUTO,
    CANARY,
    FAILED_LOGINS,
    LOGIN,
    LOGIN_SCREEN,
    LOGIN_VERB,
    PAGES,
    PASSWORD_TYPED,
    PROGRAM,
    TRICKS,
)
from tests.threats.threat import Threat, threat

CREDENTIALS: Mapping[str, Threat] = {
    "C01": threat(
        "a password for unverified TLS",
        f"{TRICKS}no_password_goes_to_a_server_with_a_bad_certificate",
        f"{TRICKS}no_password_follows_a_trick_with_starttls",
        PASSWORD_TYPED,
    ),
    "C02": threat(
        "a password for a host that nobody vouches for",
        f"{LOGIN}an_unprotected_name_needs_the_users_consent",
        f"{LOGIN_VERB}no_is_the_default_for_a_name_from_an_unprotected_path",
        f"{CANARY}a_password_from_elsewhere_leaves_no_trace_either",
        "tests/mailbox/test_self_message.py::test_an_unprotected_name_gets_neither_password_nor_message",
        "tests/lab/test_login.py::test_a_guessed_server_gets_no_password_unasked",
    ),
    "C03": threat(
        "a password in plain text",
        f"{TRICKS}no_password_goes_where_starttls_was_stripped",
        f"{LOGIN}a_server_without_encryption_is_sent_no_password",
        f"{AUTO}published_plain_text_is_never_recommended",
    ),
    "C04": threat(
        "one wrong password, many failures",
        f"{LOGIN}a_wrong_password_is_tried_once_in_all",
        f"{LOGIN}whoever_refuses_is_the_last",
        f"{LOGIN}one_form_of_the_user_name_is_tried",
        f"{LOGIN_VERB}the_other_user_name_is_tried_when_the_user_says_so",
        f"{LOGIN_SCREEN}the_other_user_name_is_tried_only_when_asked",
        "tests/mailbox/test_self_message.py::test_a_wrong_password_sends_nothing",
        "tests/lab/test_login.py::test_a_wrong_password_is_tried_once",
    ),
    "C05": threat(
        "a user who keeps trying",
        f"{LOGIN}the_third_failure_needs_the_users_wish",
        f"{FAILED_LOGINS}the_third_try_needs_confirmation_even_after_a_restart",
        f"{LOGIN_SCREEN}the_third_try_needs_one_more_yes",
    ),
    "C06": threat(
        "a password in logs, reports, exports, on the clipboard",
        PASSWORD_TYPED,
        f"{CANARY}what_is_exported_afterwards_holds_no_password",
        f"{LOGIN_SCREEN}a_case_that_is_kept_holds_no_password",
    ),
    "C07": threat(
        "a crash with the password at hand",
        f"{CANARY}c07_a_mistake_of_ours_shows_no_password",
        f"{TRICKS}no_exception_that_is_left_holds_the_password",
    ),
    "C08": threat(
        "debug switches in the environment",
        PASSWORD_TYPED,
        f"{LOGIN_VERB}it_comes_from_a_command_too",
        f"{LOGIN_SCREEN}nothing_is_typed_where_every_key_is_written_down",
    ),
    "C09": threat(
        "a password in the argument list or the environment",
        f"{LOGIN_VERB}a_password_as_an_argument_is_refused_and_not_repeated",
        PASSWORD_TYPED,
    ),
    "C10": threat(
        "a server that repeats the password",
        f"{TRICKS}a_server_that_repeats_the_password_is_not_repeated",
        "tests/mailbox/test_self_message.py::test_a_refusal_is_told_with_its_step",
        "tests/mailbox/test_credentials.py::test_a_server_that_repeats_the_password_is_not_repeated",
    ),
    "C11": threat(
        "odd characters in a password or a user name",
        f"{LOGIN}a_password_that_holds_commands_connects_to_nobody",
        f"{LOGIN}odd_passwords_arrive_as_they_are",
        f"{LOGIN}commands_that_know_ascii_only_get_nothing_else",
        f"{LOGIN_VERB}a_space_around_a_password_is_mentioned_and_kept",
        "tests/mailbox/test_credentials.py::test_what_would_become_a_command_cannot_be_sent",
    ),
    "C12": threat(
        "the whole address for third parties",
        f"{PAGES}h06_another_domain_is_followed_and_told_nothing",
        f"{PAGES}h08_what_comes_over_http_is_marked_and_the_address_stays_here",
        "tests/tui/test_last_case.py::test_the_whole_address_is_sent_only_after_asking",
    ),
    "C13": threat(
        "a password on screen, in the title or in what scrolled away",
        f"{LOGIN_VERB}a_person_is_asked_before_she_types_and_sees_no_echo",
        f"{LOGIN_SCREEN}the_field_gives_its_password_once_and_to_nobody_else",
        PASSWORD_TYPED,
    ),
    "C14": threat(
        "memory after the test", f"{CANARY}c14_nothing_holds_the_password_when_the_test_is_over"
    ),
    "C15": threat("core dumps", f"{CANARY}c15_a_crash_leaves_no_image_of_memory"),
    "C16": threat(
        "a password typed where the address belongs",
        f"{CANARY}c16_a_password_in_the_place_of_an_address_goes_nowhere",
        f"{PROGRAM}a_bad_address_is_wrong_use_and_nobody_is_asked",
    ),
    "C17": Threat(
        what="the password of a user in the hands of whoever serves the screen",
        why_not="The screen is for the terminal that it was started in; there is no mode that serves it to others.",
    ),
}  # fmt: skip
