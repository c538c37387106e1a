"""From mentions to entities: whom a reading speaks of, the same in every article.

``reading`` gives the ids, ``people``, ``bodies`` and ``happenings`` decide what
is the same, ``names`` compares names, ``judgements`` is what people decided,
``rewrite`` carries the ids through a reading.
"""

from __future__ import annotations

from diplograph.resolve.judgements import Judgement, Judgements
from diplograph.resolve.names import Comparison, compare
from diplograph.resolve.reading import Redirects, resolve_reading

__all__ = ["Comparison", "Judgement", "Judgements", "Redirects", "compare", "resolve_reading"]
