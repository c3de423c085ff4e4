"""What the environment may change about the server, read and checked once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

_PREFIX = re.compile(r"/|/(?:[\w.~-]+/)+")
_SOURCE = re.compile(r"'none'|'self'|\*|[\w.:/*-]+")
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """How this server is mounted.

    prefix           path under which everything lives, with both slashes: "/" or "/optviz/"
    frame_ancestors  who may embed the pages, as Content-Security-Policy sources; 'none' by default
    trusted_hosts    Host headers that are answered; empty: all of them
    development      assets are read again on every request, and nothing is cached
    """

    prefix: str = "/"
    frame_ancestors: str = "'none'"
    trusted_hosts: tuple[str, ...] = ()
    development: bool = False

    def __post_init__(self) -> None:
        """Refuse what would break routing or smuggle a header; raises ValueError."""
        if not _PREFIX.fullmatch(self.prefix):
            raise ValueError(f"OPTVIZ_PREFIX must look like /optviz/, got {self.prefix!r}")
        if not all(_SOURCE.fullmatch(source) for source in self.frame_ancestors.split(" ")):
            raise ValueError(
                "OPTVIZ_FRAME_ANCESTORS must be sources such as 'self' https://course.example, "
                f"got {self.frame_ancestors!r}"
            )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Settings from OPTVIZ_PREFIX, OPTVIZ_FRAME_ANCESTORS and OPTVIZ_TRUSTED_HOSTS."""
        prefix = environ.get("OPTVIZ_PREFIX", "").strip().strip("/")
        hosts = re.split(r"[\s,]+", environ.get("OPTVIZ_TRUSTED_HOSTS", "").strip())
        return cls(
            prefix=f"/{prefix}/" if prefix else "/",
            frame_ancestors=" ".join(environ.get("OPTVIZ_FRAME_ANCESTORS", "").split()) or "'none'",
            trusted_hosts=tuple(host for host in hosts if host),
        )
