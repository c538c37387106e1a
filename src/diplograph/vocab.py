"""Closed namespaces: the IRIs of every term and concept that the project writes or reads.

``vocab.DPO.Person`` is the IRI as a plain string; a name that is not in the
namespace raises AttributeError, so that a misspelt term never gets into a
graph. ``vocab.ROLE["ForeignMinister"]`` does the same for names that come as
data, with KeyError. No RDF library is imported here.

The truth is ontology/: tests/test_vocab.py holds these lists against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

__all__ = [
    "BASE",
    "CAP",
    "CONCEPTS",
    "DCT",
    "DPO",
    "EVT",
    "MOD",
    "MODE",
    "OA",
    "ONTOLOGY",
    "ORG",
    "OWL",
    "PLOVER",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "ROLE",
    "SCHEMA",
    "SKOS",
    "STANCE",
    "TST",
    "XSD",
    "Namespace",
]

BASE = "https://w3id.org/diplograph/id/"
ONTOLOGY = "https://w3id.org/diplograph/ontology"
_VOCAB = "https://w3id.org/diplograph/vocab/"


class Namespace(Mapping[str, str]):
    """A namespace with a closed list of names; attributes and items are IRIs.

    >>> DPO.Person
    'https://w3id.org/diplograph/ontology#Person'
    >>> MODE["third-party"]
    'https://w3id.org/diplograph/vocab/mode/third-party'
    """

    def __init__(self, iri: str, names: str) -> None:
        self.iri = iri
        self._terms = {name: iri + name for name in names.split()}

    def __getattr__(self, name: str) -> str:
        """IRI of a term.

        :raises AttributeError: if the namespace has no such term
        """
        terms: dict[str, str] = self.__dict__.get("_terms", {})
        if name not in terms:
            raise AttributeError(f"{name!r} is not a term of {self.__dict__.get('iri')}")
        return terms[name]

    def __getitem__(self, name: str) -> str:
        """IRI of a term by a name that comes as data, with KeyError where there is none."""
        return self._terms[name]

    def __iter__(self) -> Iterator[str]:
        """Names, in the order of the list."""
        return iter(self._terms)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._terms)

    def __repr__(self) -> str:
        """Show the namespace by its IRI."""
        return f"Namespace({self.iri!r})"


DPO = Namespace(
    ONTOLOGY + "#",
    """
    Person Organization State Place Post Tenure Event Participation Statement Document Resolution Article
    Claim Evidence Judgement acronym acting addressedTo adoptedBy attributedTo capacity confidence contentHash
    countryCode date direct end endReason establishedBy establishedOn eventOf eventType evidence headquarters
    inArticle inEvent inPlace inPost inStatement judged madeAt memberCount modality mode observedOn ofState
    onBehalfOf ordinal partOfEvent participant participatedIn ploverType post predecessor reckonedFrom
    replaced represents rule speaker stance start successor tenureStatus territory text verdict within
    """,
)

ROLE = Namespace(
    _VOCAB + "role/",
    """
    HeadOfState President VicePresident Monarch King Queen Emperor Emir Sultan Prince CrownPrince Pope
    SupremeLeader GovernorGeneral HeadOfGovernment PrimeMinister Premier Chancellor FirstMinister
    DeputyPrimeMinister Minister ForeignMinister DefenceMinister InteriorMinister FinanceMinister
    EconomyMinister JusticeMinister TradeMinister HealthMinister EnergyMinister EnvironmentMinister
    EducationMinister AgricultureMinister TransportMinister LabourMinister CultureMinister InformationMinister
    DevelopmentMinister DeputyMinister DeputyForeignMinister Secretary AssistantSecretary Governor
    CentralBankGovernor Mayor Senator MemberOfParliament Representative Speaker MajorityLeader MinorityLeader
    OppositionLeader PartyLeader Ambassador PermanentRepresentative SpecialEnvoy ChargeDAffaires Consul
    Diplomat Spokesperson Commissioner HumanRightsCommissioner HighCommissioner DeputyHighCommissioner
    HighRepresentative SecretaryGeneral DeputySecretaryGeneral UnderSecretaryGeneral AssistantSecretaryGeneral
    DirectorGeneral DeputyDirectorGeneral ManagingDirector ExecutiveDirector ExecutiveSecretary Director
    DeputyDirector ChiefExecutive Chair PresidingOfficer ViceChair Rapporteur Judge Justice ChiefJustice
    AttorneyGeneral Prosecutor MilitaryCommander General MilitaryOfficer IntelligenceChief PoliceChief Adviser
    NationalSecurityAdviser ChiefOfStaff Official Ombudsman HeadOfDelegation MemberOfDelegation Negotiator
    Candidate Founder Member Administrator Archbishop AuditorGeneral Bishop ChiefMinister Coordinator
    Councillor Dean DeputyAttorneyGeneral DeputyGovernor DeputyMayor DeputyPartyLeader
    DeputyPermanentRepresentative DeputySpeaker Editor FirstLady Head InspectorGeneral Leader
    PermanentObserver Rector Regent Registrar ReligiousLeader ShadowMinister Sheriff SolicitorGeneral
    SpecialCounsel StateCouncillor StateSecretary Treasurer Undersecretary ViceChancellor Whip
    """,
)
CAP = Namespace(
    _VOCAB + "capacity/",
    """
    HeadOfDelegation MemberOfDelegation Participant Attendee Host Guest Chair Organizer Speaker Signatory
    Mediator Observer Sponsor Actor Recipient Candidate Winner Appointee Victim Defendant Awardee Concerned
    """,
)
EVT = Namespace(
    _VOCAB + "event-type/",
    """
    Event Session Segment Summit Conference Meeting Visit PhoneCall Negotiation Mediation Speech Announcement
    Agreement Signing Ratification Adoption Vote Election Campaign Appointment Nomination Inauguration
    Resignation Dismissal Establishment Dissolution Accession Withdrawal Recognition SeveranceOfRelations
    Sanctions Expulsion Aid Cooperation Support Concession Request Demand Accusation Investigation Rejection
    Threat Ultimatum Protest Mobilization Coercion Arrest Trial MilitaryAction Attack Ceasefire Retreat Award
    Death
    """,
)
MOD = Namespace(
    _VOCAB + "modality/",
    """
    asserted negated planned hypothetical
    """,
)
PLOVER = Namespace(
    _VOCAB + "plover/",
    """
    VerbalCooperation MaterialCooperation VerbalConflict MaterialConflict AGREE CONSULT SUPPORT CONCEDE
    COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT
    """,
)
MODE = Namespace(
    _VOCAB + "mode/",
    """
    visit third-party multilateral phone economic military humanitarian asylum withdraw release return disarm
    ceasefire access ease resign assist change yield meet disapprove allege investigate restrict ban arrest
    relations expel territory violence demo riot strike-gen strike-lim strike-hun boycott obstruct convict
    cancel sever troops weapons police confiscate censor curfew martial-law deport withhold abduct beat
    torture execute sexual assassinate destroy primitive firearms explosives suicide-attack heavy-weapons
    """,
)
STANCE = Namespace(
    _VOCAB + "stance/",
    """
    Supports Opposes CallsFor Condemns Denies Promises Warns ExpressesConcern Neutral
    """,
)
TST = Namespace(
    _VOCAB + "tenure-status/",
    """
    Current Former
    """,
)

# Terms of others, only those we use.

RDF = Namespace(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "Statement langString object predicate subject type"
)
RDFS = Namespace(
    "http://www.w3.org/2000/01/rdf-schema#", "comment isDefinedBy label seeAlso subClassOf subPropertyOf"
)
OWL = Namespace("http://www.w3.org/2002/07/owl#", "sameAs")
XSD = Namespace(
    "http://www.w3.org/2001/XMLSchema#",
    """
    boolean date dateTime decimal gYear gYearMonth integer nonNegativeInteger string
    """,
)
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    """
    Concept ConceptScheme altLabel broadMatch broader closeMatch definition inScheme notation prefLabel
    """,
)
DCT = Namespace(
    "http://purl.org/dc/terms/",
    "creator date description identifier isReplacedBy issued language license publisher source title",
)
ORG = Namespace(
    "http://www.w3.org/ns/org#",
    """
    ChangeEvent FormalOrganization Membership Post Role changedBy hasPost heldBy holds member memberOf
    organization originalOrganization postIn resultedFrom resultingOrganization role subOrganizationOf
    """,
)
PROV = Namespace("http://www.w3.org/ns/prov#", "Activity wasDerivedFrom wasGeneratedBy")
OA = Namespace(
    "http://www.w3.org/ns/oa#",
    """
    SpecificResource TextPositionSelector TextQuoteSelector end exact hasSelector hasSource prefix start
    suffix
    """,
)
SCHEMA = Namespace("https://schema.org/", "founder gender nationality")

CONCEPTS: Mapping[str, frozenset[str]] = {
    "role": frozenset(ROLE),
    "capacity": frozenset(CAP),
    "event-type": frozenset(EVT),
    "modality": frozenset(MOD),
    "plover": frozenset(PLOVER),
    "mode": frozenset(MODE),
    "stance": frozenset(STANCE),
    "tenure-status": frozenset(TST),
}

PREFIXES: Mapping[str, str] = {
    "cap": CAP.iri,
    "dct": DCT.iri,
    "dpo": DPO.iri,
    "evt": EVT.iri,
    "mod": MOD.iri,
    "mode": MODE.iri,
    "oa": OA.iri,
    "org": ORG.iri,
    "owl": OWL.iri,
    "plover": PLOVER.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "role": ROLE.iri,
    "schema": SCHEMA.iri,
    "skos": SKOS.iri,
    "stance": STANCE.iri,
    "tst": TST.iri,
    "xsd": XSD.iri,
}
