"""Questions: queries/*.rq as named, typed, documented queries; free SPARQL; names to IRIs.

The room asks through the small :class:`Reader` protocol, which the store's
reader meets, and so does any object with a ``query`` method over the union of
all named graphs.
"""

from diplograph.query.asking import Answer, Cell, Graph, Reader, Result, Rows, ask
from diplograph.query.claims import ClaimView, find_claim
from diplograph.query.named import NamedQuery, Parameter, list_queries, load_query
from diplograph.query.names import Candidate, find_base, find_thing
from diplograph.query.profile import Fact, Profile, Source, build_profile
from diplograph.query.sureness import keep_sure, keep_sure_edges

__all__ = [
    "Answer",
    "Candidate",
    "Cell",
    "ClaimView",
    "Fact",
    "Graph",
    "NamedQuery",
    "Parameter",
    "Profile",
    "Reader",
    "Result",
    "Rows",
    "Source",
    "ask",
    "build_profile",
    "find_base",
    "find_claim",
    "find_thing",
    "keep_sure",
    "keep_sure_edges",
    "list_queries",
    "load_query",
]
