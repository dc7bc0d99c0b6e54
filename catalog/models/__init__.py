from catalog.models.awards import Award, AwardOutcome
from catalog.models.choices import MissingReason, SpoilerLevel, State
from catalog.models.claims import Citation, Modality, Question, QuestionStatus, Reading
from catalog.models.collations import (
    AlignmentCorrection,
    Collation,
    CorrectionKind,
    Proposal,
    ProposalState,
    ProposedReading,
)
from catalog.models.comments import Comment, CommentState
from catalog.models.companies import Company, CompanyRole, FilmCompany
from catalog.models.copies import Copy, CopyLanguage
from catalog.models.credits import Character, Credit, Department, Job
from catalog.models.curated_lists import CuratedList, ListEntry
from catalog.models.desk_languages import DeskLanguage
from catalog.models.entry_citations import EntryCitation
from catalog.models.events import Event, EventCharacter, Fate
from catalog.models.external_ids import ExternalId
from catalog.models.films import Film, Genre
from catalog.models.held import Access, Base, Carrier, Completeness, CopySound, Element
from catalog.models.images import Image, ImageKind
from catalog.models.imports import (
    Import,
    ImportChoice,
    ImportDecision,
    ImportedRecord,
    ImportFormat,
    ImportLine,
    ImportMapping,
    ImportProposal,
    ImportProposalState,
    ImportStatus,
    Outcome,
)
from catalog.models.lacks import FilmLack
from catalog.models.limits import Limit
from catalog.models.merges import DuplicatePair, DuplicateState, Merge
from catalog.models.outside_ratings import OutsideRating
from catalog.models.pages import Page, PagePlace, PageText
from catalog.models.people import NameOrder, Person
from catalog.models.person_names import NameKind, PersonName
from catalog.models.picture_and_sound import (
    Colour,
    FilmKind,
    FilmStatus,
    Gauge,
    LanguageUse,
    Publication,
    Sound,
    VersionKind,
)
from catalog.models.places import Country, Language
from catalog.models.presence import Presence
from catalog.models.ratings import RatingSummary, Vote
from catalog.models.reference_counts import ReferenceCount, ReferenceTotal
from catalog.models.relations import Relation, RelationKind
from catalog.models.releases import Decision, Release, ReleaseType
from catalog.models.revisions import Deed, Revision
from catalog.models.schemes import CheckCharacter, Scheme, SchemeForm, SchemeNoun
from catalog.models.sent_forms import SentForm
from catalog.models.sites import Site, SiteText
from catalog.models.sources import Source, SourceKind
from catalog.models.subjects import Subject
from catalog.models.suppressions import Suppression
from catalog.models.synopses import Article, ArticleKind, Synopsis, SynopsisKind
from catalog.models.titles import Title, TitleKind
from catalog.models.versions import Version, VersionLanguage
from catalog.models.vocabulary import ShippedTerm
from catalog.models.working_copies import Mention, PreviewLink, WorkingCopy
from catalog.models.works import FilmWork, Work, WorkKind

__all__ = [
    "Access",
    "AlignmentCorrection",
    "Article",
    "ArticleKind",
    "Award",
    "AwardOutcome",
    "Base",
    "Carrier",
    "Character",
    "CheckCharacter",
    "Citation",
    "Collation",
    "Colour",
    "Comment",
    "CommentState",
    "Company",
    "CompanyRole",
    "Completeness",
    "Copy",
    "CopyLanguage",
    "CopySound",
    "CorrectionKind",
    "Country",
    "Credit",
    "CuratedList",
    "Decision",
    "Deed",
    "Department",
    "DeskLanguage",
    "DuplicatePair",
    "DuplicateState",
    "Element",
    "EntryCitation",
    "Event",
    "EventCharacter",
    "ExternalId",
    "Fate",
    "Film",
    "FilmCompany",
    "FilmKind",
    "FilmLack",
    "FilmStatus",
    "FilmWork",
    "Gauge",
    "Genre",
    "Image",
    "ImageKind",
    "Import",
    "ImportChoice",
    "ImportDecision",
    "ImportFormat",
    "ImportLine",
    "ImportMapping",
    "ImportProposal",
    "ImportProposalState",
    "ImportStatus",
    "ImportedRecord",
    "Job",
    "Language",
    "LanguageUse",
    "Limit",
    "ListEntry",
    "Mention",
    "Merge",
    "MissingReason",
    "Modality",
    "NameKind",
    "NameOrder",
    "Outcome",
    "OutsideRating",
    "Page",
    "PagePlace",
    "PageText",
    "Person",
    "PersonName",
    "Presence",
    "PreviewLink",
    "Proposal",
    "ProposalState",
    "ProposedReading",
    "Publication",
    "Question",
    "QuestionStatus",
    "RatingSummary",
    "Reading",
    "ReferenceCount",
    "ReferenceTotal",
    "Relation",
    "RelationKind",
    "Release",
    "ReleaseType",
    "Revision",
    "Scheme",
    "SchemeForm",
    "SchemeNoun",
    "SentForm",
    "ShippedTerm",
    "Site",
    "SiteText",
    "Sound",
    "Source",
    "SourceKind",
    "SpoilerLevel",
    "State",
    "Subject",
    "Suppression",
    "Synopsis",
    "SynopsisKind",
    "Title",
    "TitleKind",
    "Version",
    "VersionKind",
    "VersionLanguage",
    "Vote",
    "Work",
    "WorkKind",
    "WorkingCopy",
]
