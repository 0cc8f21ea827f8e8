"""What each tissue measures in HU, without contrast and at three times after its injection.

Rounded values within the ranges that these give. Soft tissues without contrast: Prokop and Galanski, Spiral and
Multislice Computed Tomography of the Body, Thieme 2003 (liver 45 to 65, spleen 35 to 55, kidney 20 to 40, gray matter
37 to 45, white matter 20 to 30, lung -910 to -850); they differ between scanners by several HU: Lamba et al., AJR
2014;203:1013-1020. Bone, fat and muscle from their composition: Schneider, Bortfeld and Schlegel, Phys Med Biol
2000;45:459-478. Spongy bone of the spine: Pickhardt et al., Ann Intern Med 2013;158:588-595. Time course after the
injection: Bae, Radiology 2010;256:32-61. What none of them names (bowel content, the couch) looks as it does in scans.
`TissueValues` varies them.
"""

from dataclasses import dataclass

import numpy as np

# Not enhanced, about 35 s (arterial), 70 s (portal venous) and 180 s (delayed) after the injection.
_TIMES = ("none", "arterial", "portal", "delayed")
TISSUE_HU: dict[str, tuple[float, float, float, float]] = {
    # vessels: blood is 40 everywhere until contrast arrives
    "aorta": (42, 330, 165, 120),
    "pulmonary artery": (42, 260, 155, 115),
    "upper vein": (42, 210, 160, 120),
    "lower vein": (42, 90, 140, 120),
    "pelvic vein": (42, 50, 110, 120),
    "portal vein": (42, 110, 180, 130),
    "lung vessel": (40, 220, 140, 100),
    "brain artery": (45, 300, 160, 115),
    "dural sinus": (55, 140, 165, 125),
    # organs
    "myocardium": (42, 95, 110, 90),
    "liver": (57, 68, 112, 95),
    "spleen": (48, 125, 122, 98),
    "pancreas": (42, 105, 95, 80),
    "kidney cortex": (32, 185, 190, 165),
    "kidney medulla": (30, 70, 150, 170),
    "kidney pelvis": (6, 6, 30, 300),
    "gallbladder": (10, 10, 10, 12),
    "bowel wall": (35, 75, 95, 75),
    "bladder": (5, 5, 8, 80),
    "pelvic organ": (42, 70, 100, 95),
    "thyroid": (100, 190, 165, 140),
    "gland": (35, 75, 85, 75),
    "mucosa": (40, 75, 90, 75),
    "node": (38, 60, 85, 80),
    # brain
    "gray matter": (39, 43, 44, 43),
    "white matter": (28, 30, 31, 30),
    "membrane": (55, 80, 105, 95),
    # what contrast hardly reaches
    "muscle": (54, 58, 64, 63),
    "skin": (40, 42, 48, 46),
    "fat": (-105, -105, -104, -104),
    "visceral fat": (-100, -100, -98, -98),
    "cartilage": (110, 110, 112, 112),
    "disk": (85, 85, 86, 86),
    "nerve": (35, 36, 37, 37),
    "eye": (12, 12, 13, 13),
    "lens": (75, 75, 75, 75),
    "spinal fluid": (10, 10, 10, 10),
    "lung": (-850, -842, -844, -846),
    "air": (-1000, -1000, -1000, -1000),
    "gas": (-960, -960, -960, -960),
    "sinus wall": (150, 150, 150, 150),
    "bowel content": (22, 22, 22, 22),
    "stool": (20, 20, 20, 20),
    "stool crumb": (-250, -250, -250, -250),
    # bone
    "cortical bone": (1050, 1050, 1050, 1050),
    "thin bone": (550, 550, 550, 550),
    "spongy bone": (170, 172, 182, 180),
    "flat bone": (640, 640, 640, 640),
    "vertebra shell": (560, 560, 560, 560),
    "skull": (1250, 1250, 1250, 1250),
    "skull core": (550, 550, 550, 550),
    "petrous bone": (1500, 1500, 1500, 1500),
    "marrow": (-30, -30, -28, -28),
    "tooth": (2200, 2200, 2200, 2200),
    "rib cartilage": (125, 125, 126, 126),
    # around the patient
    "couch shell": (20, 20, 20, 20),
    "couch foam": (-930, -930, -930, -930),
    "head holder": (60, 60, 60, 60),
}
# Bone is mineral: people differ by a third in it, in soft tissue by a few HU.
_BONES = frozenset(("cortical bone", "thin bone", "spongy bone", "flat bone", "vertebra shell", "skull", "skull core"))


@dataclass(frozen=True)
class TissueValues:
    """The HU of every tissue in one examination of one person."""

    hu: dict[str, float]

    @classmethod
    def draw(cls, person: np.random.Generator, injection: np.random.Generator | None) -> "TissueValues":
        """Vary the table for a person and, when contrast was given, for the time and strength of the injection."""
        soft = person.normal(0, 2.0)
        bone = float(np.clip(person.normal(1.0, 0.12), 0.7, 1.35))
        own = {name: person.normal(0, 1.5) for name in TISSUE_HU}
        moment = strength = 0.0
        if injection is not None:
            # Most routine scans start 50 to 90 s after the injection; some are early, a few late.
            moment = 1 + float(np.clip(injection.normal(0.85, 0.45), 0, 2))
            strength = float(injection.uniform(0.75, 1.2))
        hu = {}
        for name, row in TISSUE_HU.items():
            plain = row[0] * (bone if name in _BONES else 1)
            gain = strength * (float(np.interp(moment, range(len(_TIMES)), row)) - row[0])
            vary = soft + own[name] if -200 < row[0] < 200 else 3 * own[name]
            hu[name] = float(plain + gain + (0 if name in ("air", "gas") else vary))
        return cls(hu)

    def __getitem__(self, tissue: str) -> float:
        return self.hu[tissue]
