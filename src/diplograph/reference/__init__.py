"""Reference knowledge: states, institutions, roles, posts and people, from the tables under data/reference.

The tables are read once into a :class:`Reference`, which answers what a name
may stand for. It never decides between candidates: that is resolve's work.

``fold`` is how names are compared here, ``records`` what is known,
``tables`` the columns of each file, ``load`` the way from one to the other,
``check`` what a person who edits the tables is told.
"""

from __future__ import annotations

from diplograph.reference.fold import fold, slug
from diplograph.reference.load import load_reference
from diplograph.reference.lookup import Reference
from diplograph.reference.records import Known, KnownTenure

__all__ = ["Known", "KnownTenure", "Reference", "fold", "load_reference", "slug"]
