"""What the rules rest on: primary sources, and which thresholds each bears out."""

from __future__ import annotations

from dataclasses import dataclass

from routines.progression.rules.rule import Strength
from routines.progression.rules.rule import gettext_noop as _


@dataclass(frozen=True)
class Source:
    """A study, guideline or textbook. `name` is how a row calls it.

    `where` is the journal or publisher, `doi` left empty where none is known.
    """

    name: str
    authors: str
    year: int
    title: str
    where: str
    doi: str = ""

    @property
    def citation(self) -> str:
        """The source in full, on one line."""
        doi = f" doi:{self.doi}" if self.doi else ""
        return f"{self.authors} ({self.year}). {self.title}. {self.where}.{doi}"


@dataclass(frozen=True)
class Ground:
    """A threshold and how well founded it is. Braces in `what` name thresholds."""

    what: str
    strength: Strength
    basis: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its sources."""
        return tuple(SOURCES[key].name for key in self.basis)


SOURCES: dict[str, Source] = {
    "acsm-2009": Source(
        "ACSM 2009",
        "American College of Sports Medicine",
        2009,
        "Progression models in resistance training for healthy adults",
        "Medicine & Science in Sports & Exercise 41:687",
    ),
    "baechle-2008": Source(
        "Baechle & Earle 2008",
        "Baechle TR, Earle RW (eds)",
        2008,
        "Essentials of Strength Training and Conditioning",
        "Human Kinetics",
    ),
    "boonstra-2016": Source(
        "Boonstra 2016",
        "Boonstra AM et al.",
        2016,
        "Cut-off points for mild, moderate, and severe pain on the numeric rating scale for pain"
        " in patients with chronic musculoskeletal pain",
        "Frontiers in Psychology 7:1466",
        "10.3389/fpsyg.2016.01466",
    ),
    "caterisano-2019": Source(
        "Caterisano 2019",
        "Caterisano A et al.",
        2019,
        "CSCCa and NSCA joint consensus guidelines for transition periods: safe return to"
        " training following inactivity",
        "Strength and Conditioning Journal 41(3):1",
        "10.1519/SSC.0000000000000477",
    ),
    "downie-2013": Source(
        "Downie 2013",
        "Downie A et al.",
        2013,
        "Red flags to screen for malignancy and fracture in patients with low back pain:"
        " systematic review",
        "BMJ 347:f7095",
    ),
    "finucane-2020": Source(
        "Finucane 2020",
        "Finucane LM et al.",
        2020,
        "International framework for red flags for potential serious spinal pathologies",
        "Journal of Orthopaedic & Sports Physical Therapy 50:350",
    ),
    "garber-2011": Source(
        "Garber 2011",
        "Garber CE et al.",
        2011,
        "Quantity and quality of exercise for developing and maintaining cardiorespiratory,"
        " musculoskeletal, and neuromotor fitness in apparently healthy adults",
        "Medicine & Science in Sports & Exercise 43:1334",
        "10.1249/MSS.0b013e318213fefb",
    ),
    "may-2018": Source(
        "May 2018",
        "May S, Runge N, Aina A",
        2018,
        "Centralization and directional preference: an updated systematic review with synthesis"
        " of previous evidence",
        "Musculoskeletal Science and Practice 38:53",
        "10.1016/j.msksp.2018.09.006",
    ),
    "nice-2016": Source(
        "NICE 2016",
        "National Institute for Health and Care Excellence",
        2016,
        "Low back pain and sciatica in over 16s: assessment and management",
        "NICE guideline NG59, nice.org.uk/guidance/ng59",
    ),
    "ostelo-2008": Source(
        "Ostelo 2008",
        "Ostelo RWJG et al.",
        2008,
        "Interpreting change scores for pain and functional status in low back pain: towards"
        " international consensus regarding minimal important change",
        "Spine 33:90",
        "10.1097/BRS.0b013e31815e3a10",
    ),
    "silbernagel-2007": Source(
        "Silbernagel 2007",
        "Silbernagel KG et al.",
        2007,
        "Continued sports activity, using a pain-monitoring model, during rehabilitation in"
        " patients with Achilles tendinopathy: a randomized controlled study",
        "American Journal of Sports Medicine 35:897",
    ),
    "smith-2017": Source(
        "Smith 2017",
        "Smith BE et al.",
        2017,
        "Should exercises be painful in the management of chronic musculoskeletal pain? A"
        " systematic review and meta-analysis",
        "British Journal of Sports Medicine 51:1679",
        "10.1136/bjsports-2016-097383",
    ),
    "suzuki-2020": Source(
        "Suzuki 2020",
        "Suzuki H et al.",
        2020,
        "Clinically significant changes in pain along the Pain Intensity Numerical Rating Scale"
        " in patients with chronic low back pain",
        "PLoS One 15:e0229228",
        "10.1371/journal.pone.0229228",
    ),
    "thomee-1997": Source(
        "Thomeé 1997",
        "Thomeé R",
        1997,
        "A comprehensive treatment approach for patellofemoral pain syndrome in young women",
        "Physical Therapy 77:1690",
        "10.1093/ptj/77.12.1690",
    ),
}

GROUNDS = (
    Ground(
        _("{RAISED_BY} points are a change, one is not"),
        Strength.GOOD,
        ("ostelo-2008", "suzuki-2020"),
    ),
    Ground(
        _("The lines below {STOP_AT} and below {SEVERE_FROM}; the first also studied in knees"),
        Strength.FAIR,
        ("boonstra-2016", "thomee-1997"),
    ),
    Ground(
        _("Settled by the next morning, by analogy from knees and tendons"),
        Strength.FAIR,
        ("thomee-1997", "silbernagel-2007"),
    ),
    Ground(
        _("{CLEAN_SESSIONS} clean sessions, a convention of strength training"),
        Strength.FAIR,
        ("acsm-2009", "baechle-2008"),
    ),
    Ground(
        _("The emergency and urgent signs; each single one tells little"),
        Strength.PUBLIC,
        ("nice-2016", "finucane-2020", "downie-2013"),
    ),
    Ground(_("The line below {AMBER_FROM}"), Strength.PRACTICE),
    Ground(
        _(
            "{STEADY_SESSIONS} sessions for P2, {EASY_STEPS} steps at once, {REST_DAYS} days of"
            " rest for a direction, T5, {DAY_VOLUME} times the plan, every number of days off,"
            " and all doses"
        ),
        Strength.DESIGN,
    ),
)
