"""Words for body parts, as scanners, protocols and people write them in several languages."""

import re
import unicodedata
from dataclasses import dataclass

from .labels import BodyPart

_B, _N, _C, _A, _P = BodyPart
# The words of BodyPartExamined (DICOM PS3.16, annex L), how scanners shorten them, and what they are called in German,
# French, Spanish, Portuguese, Italian and Dutch, without accents. A word for a part inside one of the five counts as
# that one; a word with no part lies outside all five.
_LATIN: dict[tuple[BodyPart, ...], str] = {
    (_B,): (
        "HEAD BRAIN SKULL CRANIUM CEREBRAL CRANIAL ORBIT SINUS FACE FACIAL EAR IAC KOPF SCHAEDEL SCHADEL HIRN GEHIRN "
        "TETE CRANE CRANIEN CERVEAU ENCEPHALE CABEZA CRANEO CEREBRO CABECA CRANIO TESTA CERVELLO ENCEFALO HOOFD "
        "SCHEDEL HERSENEN"
    ),
    (_N,): (
        "NECK CSPINE CERVICAL LARYNX PHARYNX THYROID TRACHEA HALS HALSWEICHTEILE HWS COU CERVICALE CUELLO "
        "PESCOCO COLLO CERVICALES NEK"
    ),
    (_C,): (
        "CHEST THORAX THORACIC LUNG HEART CORONARYARTERY CORONARY CARDIAC MEDIASTINUM BREAST RIB STERNUM TSPINE LUNGE "
        "BRUSTKORB BRUST HERZ BWS POUMON THORACIQUE COEUR TORAX PULMON PULMONAR CORAZON PULMAO TORACE TORACICO "
        "POLMONE POLMONI CUORE BORST LONGEN"
    ),
    (_A,): (
        "ABDOMEN ABD ABDO ABDOMINAL LIVER KIDNEY PANCREAS SPLEEN ADRENAL STOMACH GALLBLADDER LSPINE LUMBAR BAUCH LEBER "
        "LWS FOIE LOMBAIRE HIGADO LUMBARES ABDOME FIGADO ADDOME ADDOMINALE FEGATO LOMBARE BUIK"
    ),
    (_P,): (
        "PELVIS PELV PEL PELVIC HIP BLADDER PROSTATE UTERUS OVARY RECTUM SACRUM SSPINE BECKEN BASSIN PELVIEN CADERA "
        "PELVE BACIA QUADRIL PELVI BACINO BEKKEN"
    ),
    (_B, _N): "HEADNECK CAROTID CAROTIDE CAROTIDES CAROTIDI",
    (_N, _C): "CTSPINE",
    (_C, _A): "AORTA TLSPINE ESOPHAGUS",
    (_A, _P): "COLON BOWEL URETER LSSPINE",
    (_C, _A, _P): "CAP TAP TRUNK BODY",
    (_N, _C, _A, _P): "SPINE RACHIS COLUMNA COLUNA",
    (_B, _N, _C, _A, _P): "WHOLEBODY GANZKOERPER GANZKORPER",
    (): (
        "EXTREMITY LEG ARM HAND FOOT KNEE ANKLE ELBOW WRIST SHOULDER HUMERUS FEMUR TIBIA FOREARM THIGH CALF KNIE "
        "SCHULTER GENOU EPAULE RODILLA HOMBRO JOELHO OMBRO GINOCCHIO SPALLA SCHOUDER"
    ),
}
# Korean, Japanese and Chinese are written without spaces: these count anywhere in a text, the longest first. Words of
# one sign that also stand inside others (a neck inside a wrist) are left out.
_WITHOUT_SPACES: dict[tuple[BodyPart, ...], str] = {
    (_B,): "두부 머리 뇌 두개 頭部 脳 頭蓋 头部 头颅 颅脑",
    (_N,): "경부 경추 頸部 頚部 颈部",
    (_C,): "흉부 흉추 심장 胸部 肺野 冠動脈 心臓 冠脉 心脏",
    (_A,): "복부 상복부 요추 간장 腹部 上腹部 肝臓 肝脏",
    (_P,): "골반 骨盤 骨盆 盆腔 下腹部",
    (_B, _N): "두경부 頭頸部 頭頚部 头颈部 경동맥",
    (_C, _A): "흉복부 胸腹部 대동맥 大動脈 主动脉",
    (_A, _P): "복부골반 복골반 腹盆腔 腹部骨盤 腹骨盤",
    (_C, _A, _P): "흉복부골반 胸腹骨盤 胸腹盆腔 胸腹部骨盤",
    (_B, _N, _C, _A, _P): "전신 全身",
    (): "슬관절 견관절 膝関節 肩関節 膝关节 肩关节",
}
_PARTS_OF_WORD = {
    word: frozenset(parts)
    for table in (_LATIN, _WITHOUT_SPACES)
    for parts, words in table.items()
    for word in words.split()
}
# "CHEST_TO_PELVIS" means all that lies between as well.
_RANGE_WORD = "TO"
# These say nothing more beside a word for a part of the spine or body, as in "cervical spine".
_WIDE_WORDS = {"SPINE", "RACHIS", "COLUMNA", "COLUNA", "BODY", "TRUNK"}


def _longest_first(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WORD = re.compile(f"({_longest_first([word for words in _LATIN.values() for word in words.split()])}|{_RANGE_WORD})S?")
# Run-together values ("CHESTABDPELVIS") count only when nothing is left over: "EAR" is not meant by "FOREARM".
_ONLY_WORDS = re.compile(f"(?:{_WORD.pattern})+")
_SIGNS = re.compile(_longest_first([word for words in _WITHOUT_SPACES.values() for word in words.split()]))
_WHOLE_BODY = re.compile(r"\b(WHOLE|CORPS|CUERPO|CORPO|GANZ)[ _-]?(BODY|ENTIER|ENTERO|INTEIRO|INTERO|KORPER)\b")


@dataclass(frozen=True)
class NamedParts:
    """The body parts that a text names.

    Attributes:
        parts: as far as they are among the five; empty when all of them lie outside ("KNEE").
        words: the words that say so, in capitals and without accents.
    """

    parts: frozenset[BodyPart]
    words: tuple[str, ...]


def plain_capitals(text: str) -> str:
    """A text in capitals without accents, so that words of several languages compare; other scripts are kept."""
    apart = unicodedata.normalize("NFKD", text.upper())
    # Composed again, because Korean syllables come apart as well.
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not "\u0300" <= sign <= "\u036f"))


def named_parts(text: str) -> NamedParts | None:
    """The body parts that a tag's text names; None when it names nothing that is known."""
    plain = _WHOLE_BODY.sub(" WHOLEBODY ", plain_capitals(text)).replace("-SPINE", "SPINE")
    words = [
        match.group(1)
        for token in re.findall("[A-Z]+", plain)
        if _ONLY_WORDS.fullmatch(token)
        for match in _WORD.finditer(token)
    ]
    words += _SIGNS.findall(plain)
    named = [word for word in words if word != _RANGE_WORD]
    if not named:
        return None
    telling = [word for word in named if word not in _WIDE_WORDS] or named
    parts = frozenset[BodyPart]().union(*(_PARTS_OF_WORD[word] for word in telling))
    if _RANGE_WORD in words and parts:
        order = list(BodyPart)
        places = [order.index(part) for part in parts]
        parts = frozenset(order[min(places) : max(places) + 1])
    return NamedParts(parts, tuple(dict.fromkeys(named)))
