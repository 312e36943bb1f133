# SPDX-License-Identifier: EUPL-1.2
"""Who is knocking, without remembering who: a hash of the network address that changes every day."""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest

from soesmart.kernel import clock

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def visitor(request: HttpRequest) -> str:
    """A name for the address of this request, different tomorrow and in every other town."""
    address = client_address(request)
    if address is None:
        network = "unknown"
    elif address.version == 6:
        # One household has a whole /64; a single address in it can be changed at will.
        network = str(ipaddress.ip_network((address, 64), strict=False))
    else:
        network = str(address)
    day = clock.now().date().isoformat()
    return hmac.new(
        settings.SECRET_KEY.encode(), f"visitor {day} {network}".encode(), hashlib.sha256
    ).hexdigest()[:24]


def client_address(request: HttpRequest) -> Address | None:
    """The address that reached us, or what our own proxies say reached them; never what the client claims."""
    address = _parsed(request.META.get("REMOTE_ADDR", ""))
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    while hops and address is not None and _is_our_proxy(address):
        address = _parsed(hops.pop())
    return address


def _parsed(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def _is_our_proxy(address: Address) -> bool:
    return any(
        address in ipaddress.ip_network(network, strict=False)
        for network in settings.SOESMART["guard.proxies"]
    )
