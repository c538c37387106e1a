"""The terms that graphs are made of, ready as N-Quads text: ``DPO.Person`` is ``<https://…#Person>``."""

from __future__ import annotations

from diplograph import vocab

__all__ = [
    "CAP",
    "DCT",
    "DPO",
    "EVT",
    "MOD",
    "MODE",
    "OA",
    "ORG",
    "OWL",
    "PLOVER",
    "PROV",
    "RDF",
    "RDFS",
    "ROLE",
    "SCHEMA",
    "SKOS",
    "STANCE",
    "TST",
    "Rendered",
]


class Rendered:
    """A closed namespace's terms in angle brackets; plain attributes, since each is read very often."""

    def __init__(self, namespace: vocab.Namespace) -> None:
        self.__dict__.update({name: f"<{iri}>" for name, iri in namespace.items()})

    def __getattr__(self, name: str) -> str:
        """Called only for a term that the namespace lacks.

        :raises AttributeError: always
        """
        raise AttributeError(f"{name!r} is not a term of this namespace")

    def get(self, name: str) -> str | None:
        """A concept by a name that comes as data, or None."""
        term: str | None = self.__dict__.get(name)
        return term


CAP = Rendered(vocab.CAP)
DCT = Rendered(vocab.DCT)
DPO = Rendered(vocab.DPO)
EVT = Rendered(vocab.EVT)
MOD = Rendered(vocab.MOD)
MODE = Rendered(vocab.MODE)
OA = Rendered(vocab.OA)
ORG = Rendered(vocab.ORG)
OWL = Rendered(vocab.OWL)
PLOVER = Rendered(vocab.PLOVER)
PROV = Rendered(vocab.PROV)
RDF = Rendered(vocab.RDF)
RDFS = Rendered(vocab.RDFS)
ROLE = Rendered(vocab.ROLE)
SCHEMA = Rendered(vocab.SCHEMA)
SKOS = Rendered(vocab.SKOS)
STANCE = Rendered(vocab.STANCE)
TST = Rendered(vocab.TST)
