"""Addresses that are not on the internet: another machine on another network."""

import ipaddress

_INTERNAL = tuple(
    ipaddress.ip_network(text)
    for text in (
        "10.0.0.0/8",  # RFC 1918
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",  # RFC 6598: shared by the customers of one provider
        "127.0.0.0/8",
        "169.254.0.0/16",  # RFC 3927: the cable or wifi itself
        "0.0.0.0/8",  # RFC 1122: this network
        "224.0.0.0/4",  # RFC 5771: many machines at once
        "::/96",  # RFC 4291: nobody, this computer, and IPv4 addresses in disguise
        "2002::/16",  # RFC 3056: the same
        "ff00::/8",
        "fc00::/7",  # RFC 4193
        "fe80::/10",
        "fec0::/10",
        "::ffff:0:0/96",
        "64:ff9b::/96",  # RFC 6052: an IPv4 address in disguise
    )
)
"""Addresses that mean another machine on another network; not the ones for documentation, which nobody has."""


def is_internal(address: str) -> bool:
    """Whether this IP address lies inside the network that this computer is on, or is no machine's own."""
    return any(ipaddress.ip_address(address) in network for network in _INTERNAL)
