"""How servers, and whoever sits between, have been seen to play with STARTTLS: one case for each way.

The groups are those of "Why TLS is better without STARTTLS" (USENIX Security 2021, https://nostarttls.secvuln.info):
O strips the upgrade, P says that the client is signed in already, D keeps silent, L and M refer to other servers, B
slips words in behind the upgrade, T slips words in before it, U wants them shown; X are all the answers besides.
"""

from tests.threats.case import Case
from tests.threats.imap_cases import imap_cases
from tests.threats.pop3_cases import pop3_cases
from tests.threats.smtp_cases import smtp_cases

CASES: tuple[Case, ...] = (*imap_cases(), *pop3_cases(), *smtp_cases())
