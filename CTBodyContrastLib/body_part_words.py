"""Words for body parts, as scanners, protocols and people write them in several languages."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from .labels import BodyPart

_B, _N, _C, _A, _P = BodyPart
# Outside the five, but below all of them.
_LEG = "LEG FOOT TOE KNEE ANKLE FEMUR TIBIA THIGH MIDTHIGH CALF KNIE GENOU RODILLA JOELHO GINOCCHIO"
_LEG_WITHOUT_SPACES = "슬관절 대퇴 대퇴경부 대퇴골경부 膝関節 膝关节 大腿 大腿骨頸部 大腿骨頚部 股骨颈"

# The words of BodyPartExamined (DICOM PS3.16, annex L), how scanners shorten them, and what they are called in German,
# French, Spanish, Portuguese, Italian and Dutch, without accents. A word for a part inside one of the five counts as
# that one; a word with no part lies outside all five.
_LATIN: dict[tuple[BodyPart, ...], str] = {
    (_B,): (
        "HEAD BRAIN SKULL VERTEX CRANIUM CEREBRAL CRANIAL ORBIT EYE SINUS FACE FACIAL EAR IAC KOPF SCHAEDEL SCHADEL "
        "HIRN GEHIRN TETE CRANE CRANIEN CERVEAU ENCEPHALE CABEZA CRANEO CEREBRO CABECA CRANIO TESTA CERVELLO ENCEFALO "
        "HOOFD SCHEDEL HERSENEN"
    ),
    (_N,): (
        "NECK CSPINE CERVICAL LARYNX PHARYNX THYROID TRACHEA HALS HALSWEICHTEILE HWS COU CERVICALE CUELLO "
        "PESCOCO COLLO CERVICALES NEK"
    ),
    (_C,): (
        "CHEST THORAX THORACIC LUNG HEART CORONARYARTERY CORONARY CARDIAC MEDIASTINUM BREAST RIB STERNUM TSPINE LUNGE "
        "BRUSTKORB BRUST HERZ BWS POUMON THORACIQUE COEUR TORAX PULMON PULMONAR CORAZON PULMAO TORACE TORACICO "
        "POLMONE POLMONI CUORE BORST LONGEN LUNGWINDOW"
    ),
    (_A,): (
        "ABDOMEN ABD ABDO ABDOMINAL LIVER KIDNEY PANCREAS SPLEEN ADRENAL STOMACH GALLBLADDER LSPINE LUMBAR BAUCH LEBER "
        "LWS FOIE LOMBAIRE HIGADO LUMBARES ABDOME FIGADO ADDOME ADDOMINALE FEGATO LOMBARE BUIK"
    ),
    (_P,): (
        "PELVIS PELV PEL PELVIC HIP BLADDER PROSTATE UTERUS CERVIX OVARY RECTUM SACRUM SSPINE BECKEN BASSIN PELVIEN "
        "CADERA PELVE BACIA QUADRIL PELVI BACINO BEKKEN"
    ),
    (_B, _N): "HEADNECK CAROTID CAROTIDE CAROTIDES CAROTIDI",
    (_N, _C): "CTSPINE CERVICOTHORACIC",
    (_C, _A): "AORTA TLSPINE THORACOLUMBAR ESOPHAGUS",
    (_A, _P): "COLON BOWEL URETER LSSPINE LUMBOSACRAL",
    (_C, _A, _P): "CAP TAP TRUNK BODY",
    (_N, _C, _A, _P): "SPINE RACHIS COLUMNA COLUNA",
    (_B, _N, _C, _A, _P): "WHOLEBODY GANZKOERPER GANZKORPER",
    (): (
        f"EXTREMITY ARM HAND ELBOW WRIST SHOULDER HUMERUS FOREARM SCHULTER EPAULE HOMBRO OMBRO SPALLA SCHOUDER {_LEG}"
    ),
}
# Korean, Japanese and Chinese are written without spaces: these count anywhere in a text, the longest first. Words of
# one sign that also stand inside others (a neck inside a wrist) are left out.
_WITHOUT_SPACES: dict[tuple[BodyPart, ...], str] = {
    (_B,): "두부 머리 뇌 두개 頭部 頭頂 脳 頭蓋 头部 头颅 颅脑",
    (_N,): "경부 경추 頸部 頚部 颈部",
    (_C,): "흉부 흉추 심장 胸部 肺野 冠動脈 心臓 冠脉 心脏",
    (_A,): "복부 상복부 요추 간장 腹部 上腹部 肝臓 肝脏",
    (_P,): "골반 자궁경부 骨盤 骨盆 盆腔 下腹部 子宮頸部 子宮頚部 子宫颈",
    (_B, _N): "두경부 頭頸部 頭頚部 头颈部 경동맥",
    (_C, _A): "흉복부 胸腹部 대동맥 大動脈 主动脉",
    (_A, _P): "복부골반 복골반 腹盆腔 腹部骨盤 腹骨盤",
    (_C, _A, _P): "흉복부골반 胸腹骨盤 胸腹盆腔 胸腹部骨盤",
    (_B, _N, _C, _A, _P): "전신 全身",
    (): f"견관절 肩関節 肩关节 {_LEG_WITHOUT_SPACES}",
}
_PARTS_OF_WORD = {
    word: frozenset(parts)
    for table in (_LATIN, _WITHOUT_SPACES)
    for parts, words in table.items()
    for word in words.split()
}
# "CHEST_TO_PELVIS" means all that lies between as well, and "SKULL BASE TO THIGH" all down to the pelvis.
_RANGE_WORD = "TO"
_LEG_WORDS = {*_LEG.split(), *_LEG_WITHOUT_SPACES.split()}
# These say nothing more beside a word for a part of the spine or body, as in "cervical spine".
_WIDE_WORDS = {"SPINE", "RACHIS", "COLUMNA", "COLUNA", "BODY", "TRUNK"}
# These say nothing more beside a word for one of these parts, as in "abdominal aorta". A lung window may show any part.
_QUIET_BESIDE = dict.fromkeys(("AORTA", "대동맥", "大動脈", "主动脉"), frozenset((_C, _A))) | {
    "LUNGWINDOW": frozenset(BodyPart)
}


def _longest_first(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WORD = re.compile(f"({_longest_first([word for words in _LATIN.values() for word in words.split()])}|{_RANGE_WORD})S?")
# Run-together values ("CHESTABDPELVIS") count only when nothing is left over: "EAR" is not meant by "FOREARM". All five
# parts run together have 26 letters; each way to part a longer value is tried, and they double with every word.
_ONLY_WORDS = re.compile(f"(?:{_WORD.pattern})+")
_LONGEST_RUN = 32
_SIGNS = re.compile(_longest_first([word for words in _WITHOUT_SPACES.values() for word in words.split()]))
# What several words say together, and the known words for it, in this order.
_PHRASES = (
    (
        r"\b(?:WHOLE|FULL|CORPS|CUERPO|CORPO|GANZ)[ -]?(?:BODY|ENTIER|ENTERO|INTEIRO|INTERO|KORPER)\b",
        " WHOLEBODY ",
    ),
    # Other necks than the one below the head.
    (r"\b(?:FEMORAL|FEMUR) NECK|\bNECK OF (?:THE )?(?:LEFT |RIGHT )?FEMUR", " FEMUR "),
    (r"\b(?:CUELLO|COLLO) (?:DEL )?FEM[OU]R\w*", " FEMUR "),
    (r"\bBLADDER NECK", " BLADDER "),
    ("(대퇴골?|자궁) 경부", r"\1경부"),
    # Why a scan was made, which may be one of any part.
    (r"\bCERVICAL (?:CANCER|CARCINOMA|CA)\b|\bCANCER CERVICAL\b", " "),
    # Directly behind another word and before the slice thickness, as in "ABD LUNG 5.0", but not in "CT LUNG 5.0".
    (r"\bLUNG[ES]?[ -]+(?:WINDOW|WDW|KERNEL|ALGORITHM)\b|(?<=[A-Z] )(?<!CT )(?<!AND )LUNGE? *(?=\d)", " LUNGWINDOW "),
    ("[~〜至]|から", f" {_RANGE_WORD} "),
)
# "C-SPINE", "T SPINE", "L-S SPINE", "C/T/L SPINE", but not "CT SPINE", nor the enhancement in "ABDOMEN C+ L SPINE".
_SPINE_LETTERS = re.compile(r"\b(?!C[+-] [TLS]\b)(TL|LS|[CTL](?:(?:[-/ +&,]{1,2}| AND )[CTLS]){0,3})[ -]{1,3}SPINE")


@dataclass(frozen=True)
class NamedParts:
    """The body parts that a text names.

    Attributes:
        parts: as far as they are among the five; empty when all of them lie outside ("KNEE").
        words: the words that say so, in capitals and without accents; one word for several that belong together.
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
    plain = _in_known_words(text)
    words = [
        match.group(1)
        for token in re.findall("[A-Z]+", plain)
        if len(token) <= _LONGEST_RUN and _ONLY_WORDS.fullmatch(token)
        for match in _WORD.finditer(token)
    ]
    signs = _SIGNS.findall(plain)
    words += signs
    named = [word for word in words if word != _RANGE_WORD]
    if not named:
        return None
    telling = [word for word in named if word not in _WIDE_WORDS] or named
    sure = _parts(word for word in telling if word not in _QUIET_BESIDE)
    parts = _parts(word for word in telling if not sure & _QUIET_BESIDE.get(word, frozenset()))
    if _RANGE_WORD in words and parts:
        order = list(BodyPart)
        places = [order.index(part) for part in parts]
        middle = words.index(_RANGE_WORD)
        ends = {*words[max(0, middle - 1) : middle + 2], *signs}
        last = len(order) - 1 if _LEG_WORDS & ends else max(places)
        parts = frozenset(order[min(places) : last + 1])
    return NamedParts(parts, tuple(dict.fromkeys(named)))


def _in_known_words(text: str) -> str:
    """A text in plain capitals, with known words for what several words say together."""
    plain = plain_capitals(text).replace("_", " ")
    for pattern, words in _PHRASES:
        plain = re.sub(pattern, words, plain)
    plain = _SPINE_LETTERS.sub(lambda match: " ".join(f"{each}SPINE" for each in re.findall("[CTLS]", match[1])), plain)
    return plain.replace("-SPINE", "SPINE")


def _parts(words: Iterable[str]) -> frozenset[BodyPart]:
    return frozenset[BodyPart]().union(*(_PARTS_OF_WORD[word] for word in words))
