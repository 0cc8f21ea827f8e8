<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr-FR" sourcelanguage="en">
  <context>
    <name>CTBodyContrast</name>
    <message>
      <source>&amp;Classify</source>
      <translation>&amp;Classer</translation>
    </message>
    <message>
      <source>&amp;Export readings</source>
      <translation>&amp;Exporter les lectures</translation>
    </message>
    <message>
      <source>&amp;Go there</source>
      <translation>&amp;Y aller</translation>
    </message>
    <message>
      <source>&amp;Model:</source>
      <translation>&amp;Modèle :</translation>
    </message>
    <message>
      <source>&amp;Show where the network looked</source>
      <translation>&amp;Montrer où le réseau a regardé</translation>
    </message>
    <message>
      <source>&amp;Window:</source>
      <translation>&amp;Fenêtre :</translation>
    </message>
    <message>
      <source>A body part of which the scan shows something</source>
      <translation>Une partie du corps dont l'examen montre quelque chose</translation>
    </message>
    <message>
      <source>A body part that is less probable than this is for review; at 0 none is</source>
      <translation>Une partie du corps moins probable que cela est à vérifier ; à 0, aucune</translation>
    </message>
    <message>
      <source>A contrast label that is less probable than this is for review; at 0 none is</source>
      <translation>Une étiquette de contraste moins probable que cela est à vérifier ; à 0, aucune</translation>
    </message>
    <message>
      <source>A fourth row: maxima after bone has been taken away, at about 3 mm as the network saw them. They decide contrast</source>
      <translation>Une quatrième rangée : les maxima une fois l'os retiré, à environ 3 mm, comme le réseau les a vus. Ils décident du contraste</translation>
    </message>
    <message>
      <source>AIP</source>
      <translation>AIP</translation>
    </message>
    <message>
      <source>AIP axial</source>
      <translation>AIP axial</translation>
    </message>
    <message>
      <source>AIP coronal</source>
      <translation>AIP coronal</translation>
    </message>
    <message>
      <source>AIP sagittal</source>
      <translation>AIP sagittal</translation>
    </message>
    <message>
      <source>Advanced</source>
      <translation>Avancé</translation>
    </message>
    <message>
      <source>Agreement:</source>
      <translation>Concordance :</translation>
    </message>
    <message>
      <source>All volumes</source>
      <translation>Tous les volumes</translation>
    </message>
    <message>
      <source>All volumes and their labels</source>
      <translation>Tous les volumes et leurs étiquettes</translation>
    </message>
    <message>
      <source>Apache License 2.0. The model card of each model names its training data.</source>
      <translation>Licence Apache 2.0. La fiche de chaque modèle nomme ses données d'entraînement.</translation>
    </message>
    <message>
      <source>Apple GPU (MPS)</source>
      <translation>GPU Apple (MPS)</translation>
    </message>
    <message>
      <source>As in the slice views</source>
      <translation>Comme dans les vues en coupe</translation>
    </message>
    <message>
      <source>Average intensity projection: the mean along the axis</source>
      <translation>Projection d'intensité moyenne : la moyenne le long de l'axe</translation>
    </message>
    <message>
      <source>Average intensity projection: the mean along the axis, axial
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Projection d'intensité moyenne : la moyenne le long de l'axe, axial
Clic : y déplacer les vues en coupe. Double clic : ouvrir comme volume. Clic droit ou touche menu : plus.</translation>
    </message>
    <message>
      <source>Average intensity projection: the mean along the axis, coronal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Projection d'intensité moyenne : la moyenne le long de l'axe, coronal
Clic : y déplacer les vues en coupe. Double clic : ouvrir comme volume. Clic droit ou touche menu : plus.</translation>
    </message>
    <message>
      <source>Average intensity projection: the mean along the axis, sagittal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Projection d'intensité moyenne : la moyenne le long de l'axe, sagittal
Clic : y déplacer les vues en coupe. Double clic : ouvrir comme volume. Clic droit ou touche menu : plus.</translation>
    </message>
    <message>
      <source>Axial</source>
      <translation>Axial</translation>
    </message>
    <message>
      <source>Body &amp;part only</source>
      <translation>&amp;Partie du corps seulement</translation>
    </message>
    <message>
      <source>Body part</source>
      <translation>Partie du corps</translation>
    </message>
    <message>
      <source>Body part:</source>
      <translation>Partie du corps :</translation>
    </message>
    <message>
      <source>Bone</source>
      <translation>Os</translation>
    </message>
    <message>
      <source>CPU</source>
      <translation>CPU</translation>
    </message>
    <message>
      <source>CT Body Contrast</source>
      <translation>CT Body Contrast</translation>
    </message>
    <message>
      <source>CT volume</source>
      <translation>Volume TDM</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Annuler</translation>
    </message>
    <message>
      <source>Cancelling</source>
      <translation>Annulation en cours</translation>
    </message>
    <message>
      <source>Classify &amp;all</source>
      <translation>Tout c&amp;lasser</translation>
    </message>
    <message>
      <source>Click a volume, or press Enter, to show its result</source>
      <translation>Cliquez sur un volume, ou appuyez sur Entrée, pour voir son résultat</translation>
    </message>
    <message>
      <source>Contrast</source>
      <translation>Contraste</translation>
    </message>
    <message>
      <source>Contrast:</source>
      <translation>Contraste :</translation>
    </message>
    <message>
      <source>Coronal</source>
      <translation>Coronal</translation>
    </message>
    <message>
      <source>DICOM tags:</source>
      <translation>Attributs DICOM :</translation>
    </message>
    <message>
      <source>De&amp;vice:</source>
      <translation>Périphéri&amp;que :</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Périphérique</translation>
    </message>
    <message>
      <source>Enter moves the slice views to its middle; the menu key offers more</source>
      <translation>Entrée déplace les vues en coupe vers son milieu ; la touche menu propose plus</translation>
    </message>
    <message>
      <source>Export settings</source>
      <translation>Exporter les réglages</translation>
    </message>
    <message>
      <source>Export your readings</source>
      <translation>Exporter vos lectures</translation>
    </message>
    <message>
      <source>Find the &amp;regions of long scans</source>
      <translation>Trouver les &amp;régions des examens longs</translation>
    </message>
    <message>
      <source>Folder of the model</source>
      <translation>Dossier du modèle</translation>
    </message>
    <message>
      <source>For each kind of reconstruction</source>
      <translation>Selon le type de reconstruction</translation>
    </message>
    <message>
      <source>Go to where the network looked</source>
      <translation>Aller là où le réseau a regardé</translation>
    </message>
    <message>
      <source>Height (mm)</source>
      <translation>Hauteur (mm)</translation>
    </message>
    <message>
      <source>How many of the nine reconstructions, each by itself, name the same body part and contrast</source>
      <translation>Combien des neuf reconstructions, chacune à elle seule, nomment la même partie du corps et le même contraste</translation>
    </message>
    <message>
      <source>Import settings</source>
      <translation>Importer des réglages</translation>
    </message>
    <message>
      <source>Installing the Python packages; this may take several minutes</source>
      <translation>Installation des paquets Python ; cela peut prendre plusieurs minutes</translation>
    </message>
    <message>
      <source>Its ends as the volume counts its slices</source>
      <translation>Ses extrémités, selon la numérotation des coupes du volume</translation>
    </message>
    <message>
      <source>Its lowest and its highest slice, as S in the patient</source>
      <translation>Sa coupe la plus basse et la plus haute, en S dans le patient</translation>
    </message>
    <message>
      <source>Label that is explained</source>
      <translation>Étiquette expliquée</translation>
    </message>
    <message>
      <source>Labels are written on the volume, and on its item in the subject hierarchy, where the Data module can filter by them</source>
      <translation>Les étiquettes sont écrites sur le volume et sur son élément dans la hiérarchie des sujets, où le module Données peut filtrer d'après elles</translation>
    </message>
    <message>
      <source>List which stretch of a long scan is which body part. Takes about three times as long</source>
      <translation>Indiquer quelle étendue d'un examen long est quelle partie du corps. Prend environ trois fois plus de temps</translation>
    </message>
    <message>
      <source>Load and choose a CT volume first</source>
      <translation>Chargez et choisissez d'abord un volume TDM</translation>
    </message>
    <message>
      <source>Lung</source>
      <translation>Poumon</translation>
    </message>
    <message>
      <source>MIP</source>
      <translation>MIP</translation>
    </message>
    <message>
      <source>MIP axial</source>
      <translation>MIP axial</translation>
    </message>
    <message>
      <source>MIP coronal</source>
      <translation>MIP coronal</translation>
    </message>
    <message>
      <source>MIP sagittal</source>
      <translation>MIP sagittal</translation>
    </message>
    <message>
      <source>Make a bo&amp;x for each</source>
      <translation>Créer une &amp;boîte pour chacune</translation>
    </message>
    <message>
      <source>Make a box (a markups ROI) around each region, as for the module Crop Volume; boxes made before for this volume are replaced</source>
      <translation>Créer une boîte (ROI de marquage) autour de chaque région, comme pour le module Crop Volume ; les boîtes déjà créées pour ce volume sont remplacées</translation>
    </message>
    <message>
      <source>Maximum after bone has been taken away, on which contrast is decided, axial
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Maximum une fois l'os retiré, qui décide du contraste, axial
Clic : y déplacer les vues en coupe. Double clic : ouvrir comme volume. Clic droit ou touche menu : plus.</translation>
    </message>
    <message>
      <source>Maximum after bone has been taken away, on which contrast is decided, coronal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Maximum une fois l'os retiré, qui décide du contraste, coronal
Clic : y déplacer les vues en coupe. Double clic : ouvrir comme volume. Clic droit ou touche menu : plus.</translation>
    </message>
    <message>
      <source>Maximum after bone has been taken away, on which contrast is decided, sagittal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Maximum une fois l'os retiré, qui décide du contraste, sagittal
Clic : y déplacer les vues en coupe. Double clic : ouvrir comme volume. Clic droit ou touche menu : plus.</translation>
    </message>
    <message>
      <source>Maximum intensity projection after bone has been taken away: vessels stand out. These three views decide contrast</source>
      <translation>Projection d'intensité maximale une fois l'os retiré : les vaisseaux ressortent. Ces trois vues décident du contraste</translation>
    </message>
    <message>
      <source>Maximum intensity projection: the highest value along the axis</source>
      <translation>Projection d'intensité maximale : la valeur la plus élevée le long de l'axe</translation>
    </message>
    <message>
      <source>Maximum intensity projection: the highest value along the axis, axial
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Projection d'intensité maximale : la valeur la plus élevée le long de l'axe, axial
Clic : y déplacer les vues en coupe. Double clic : ouvrir comme volume. Clic droit ou touche menu : plus.</translation>
    </message>
    <message>
      <source>Maximum intensity projection: the highest value along the axis, coronal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Projection d'intensité maximale : la valeur la plus élevée le long de l'axe, coronal
Clic : y déplacer les vues en coupe. Double clic : ouvrir comme volume. Clic droit ou touche menu : plus.</translation>
    </message>
    <message>
      <source>Maximum intensity projection: the highest value along the axis, sagittal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Projection d'intensité maximale : la valeur la plus élevée le long de l'axe, sagittal
Clic : y déplacer les vues en coupe. Double clic : ouvrir comme volume. Clic droit ou touche menu : plus.</translation>
    </message>
    <message>
      <source>Mid-
plane</source>
      <translation>Plan
médian</translation>
    </message>
    <message>
      <source>Mid-plane axial</source>
      <translation>Plan médian axial</translation>
    </message>
    <message>
      <source>Mid-plane coronal</source>
      <translation>Plan médian coronal</translation>
    </message>
    <message>
      <source>Mid-plane sagittal</source>
      <translation>Plan médian sagittal</translation>
    </message>
    <message>
      <source>Model's own</source>
      <translation>Celui du modèle</translation>
    </message>
    <message>
      <source>Model:</source>
      <translation>Modèle :</translation>
    </message>
    <message>
      <source>Move the slice views to where the network saw most that speaks for the label</source>
      <translation>Déplacer les vues en coupe là où le réseau a vu le plus d'éléments en faveur de l'étiquette</translation>
    </message>
    <message>
      <source>NVIDIA GPU (CUDA)</source>
      <translation>GPU NVIDIA (CUDA)</translation>
    </message>
    <message>
      <source>Name of the model, and the first digits of the SHA-256 of its weights</source>
      <translation>Nom du modèle et premiers chiffres du SHA-256 de ses poids</translation>
    </message>
    <message>
      <source>Name the body part and the contrast of every volume in the scene</source>
      <translation>Nommer la partie du corps et le contraste de chaque volume de la scène</translation>
    </message>
    <message>
      <source>Name the body part and the contrast of this volume</source>
      <translation>Nommer la partie du corps et le contraste de ce volume</translation>
    </message>
    <message>
      <source>Name the body part, and leave contrast out</source>
      <translation>Nommer la partie du corps et laisser le contraste de côté</translation>
    </message>
    <message>
      <source>Names the body part of a CT volume (brain, neck, chest, abdomen or pelvis) and whether intravenous contrast was given, from nine reconstructions. The labels become attributes of the volume. For research; not for clinical use.</source>
      <translation>Nomme la partie du corps d'un volume TDM (cerveau, cou, thorax, abdomen ou bassin) et dit si un produit de contraste intraveineux a été injecté, à partir de neuf reconstructions. Les étiquettes deviennent des attributs du volume. Pour la recherche ; pas pour un usage clinique.</translation>
    </message>
    <message>
      <source>Not classified yet.</source>
      <translation>Pas encore classé.</translation>
    </message>
    <message>
      <source>OK: no reason for doubt was found. Review: classified, but a person should look. Rejected: not a CT volume this tool can judge. Out of date: the voxels have changed since.</source>
      <translation>OK : aucune raison de douter. À vérifier : classé, mais une personne doit regarder. Refusé : pas un volume TDM que cet outil puisse juger. Périmé : les voxels ont changé depuis.</translation>
    </message>
    <message>
      <source>On this computer, for all scenes</source>
      <translation>Sur cet ordinateur, pour toutes les scènes</translation>
    </message>
    <message>
      <source>Orange: what speaks for the label in each picture. The scale is the same for all nine; the places are coarse, several centimeters wide. For contrast the network also looks at MIPs without bone: their part lies on the MIPs, or on the fourth row while that is shown</source>
      <translation>Orange : ce qui parle en faveur de l'étiquette dans chaque image. L'échelle est la même pour les neuf ; les zones sont grossières, larges de plusieurs centimètres. Pour le contraste, le réseau regarde aussi des MIP sans os : leur part figure sur les MIP, ou sur la quatrième rangée quand elle est affichée</translation>
    </message>
    <message>
      <source>Probability</source>
      <translation>Probabilité</translation>
    </message>
    <message>
      <source>Probability below which a body part is for review</source>
      <translation>Probabilité sous laquelle une partie du corps est à vérifier</translation>
    </message>
    <message>
      <source>Probability below which a contrast label is for review</source>
      <translation>Probabilité sous laquelle une étiquette de contraste est à vérifier</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Progression</translation>
    </message>
    <message>
      <source>Reader:</source>
      <translation>Lecteur :</translation>
    </message>
    <message>
      <source>Reason:</source>
      <translation>Raison :</translation>
    </message>
    <message>
      <source>Region</source>
      <translation>Région</translation>
    </message>
    <message>
      <source>Regions of this scan</source>
      <translation>Régions de cet examen</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>Résultat</translation>
    </message>
    <message>
      <source>Review &amp;body part below:</source>
      <translation>Vérifier la partie du &amp;corps sous :</translation>
    </message>
    <message>
      <source>Review co&amp;ntrast below:</source>
      <translation>Vérifier le co&amp;ntraste sous :</translation>
    </message>
    <message>
      <source>Reviewe&amp;d: the rest is right</source>
      <translation>&amp;Vérifié : le reste est juste</translation>
    </message>
    <message>
      <source>Sagittal</source>
      <translation>Sagittal</translation>
    </message>
    <message>
      <source>Show the &amp;three views without bone</source>
      <translation>Montrer les &amp;trois vues sans os</translation>
    </message>
    <message>
      <source>Slices</source>
      <translation>Coupes</translation>
    </message>
    <message>
      <source>Soft tissue</source>
      <translation>Tissus mous</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>État</translation>
    </message>
    <message>
      <source>Stop; what is finished stays</source>
      <translation>Arrêter ; ce qui est terminé reste</translation>
    </message>
    <message>
      <source>Tables (*.csv)</source>
      <translation>Tableaux (*.csv)</translation>
    </message>
    <message>
      <source>Take over settings that were exported on another computer</source>
      <translation>Reprendre des réglages exportés sur un autre ordinateur</translation>
    </message>
    <message>
      <source>The CT volume to look at</source>
      <translation>Le volume TDM à examiner</translation>
    </message>
    <message>
      <source>The best there is</source>
      <translation>Le meilleur disponible</translation>
    </message>
    <message>
      <source>The body part as you see it; kept beside the prediction</source>
      <translation>La partie du corps telle que vous la voyez ; conservée à côté de la prédiction</translation>
    </message>
    <message>
      <source>The body parts of this scan, from head to feet. Click a row, or press Enter: the slice views move to its middle</source>
      <translation>Les parties du corps de cet examen, de la tête aux pieds. Cliquez sur une ligne ou appuyez sur Entrée : les vues en coupe vont en son milieu</translation>
    </message>
    <message>
      <source>The central slice</source>
      <translation>La coupe centrale</translation>
    </message>
    <message>
      <source>The central slice, axial
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>La coupe centrale, axial
Clic : y déplacer les vues en coupe. Double clic : ouvrir comme volume. Clic droit ou touche menu : plus.</translation>
    </message>
    <message>
      <source>The central slice, coronal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>La coupe centrale, coronal
Clic : y déplacer les vues en coupe. Double clic : ouvrir comme volume. Clic droit ou touche menu : plus.</translation>
    </message>
    <message>
      <source>The central slice, sagittal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>La coupe centrale, sagittal
Clic : y déplacer les vues en coupe. Double clic : ouvrir comme volume. Clic droit ou touche menu : plus.</translation>
    </message>
    <message>
      <source>The folder of a model of your own; empty for the bundled model</source>
      <translation>Le dossier d'un modèle à vous ; vide pour le modèle fourni</translation>
    </message>
    <message>
      <source>The probability of the less certain of the two</source>
      <translation>La probabilité de la moins certaine des deux</translation>
    </message>
    <message>
      <source>V&amp;olume:</source>
      <translation>V&amp;olume :</translation>
    </message>
    <message>
      <source>Vessel
MIP</source>
      <translation>MIP des
vaisseaux</translation>
    </message>
    <message>
      <source>Vessel MIP axial</source>
      <translation>MIP des vaisseaux axial</translation>
    </message>
    <message>
      <source>Vessel MIP coronal</source>
      <translation>MIP des vaisseaux coronal</translation>
    </message>
    <message>
      <source>Vessel MIP sagittal</source>
      <translation>MIP des vaisseaux sagittal</translation>
    </message>
    <message>
      <source>Volume</source>
      <translation>Volume</translation>
    </message>
    <message>
      <source>What the DICOM tags say, which the network never sees: whether it agrees with the labels or conflicts with them</source>
      <translation>Ce que disent les attributs DICOM, que le réseau ne voit jamais : s'ils concordent avec les étiquettes ou les contredisent</translation>
    </message>
    <message>
      <source>What this reconstruction alone says; what differs from the result has a crossed equals sign</source>
      <translation>Ce que dit cette reconstruction à elle seule ; ce qui diffère du résultat porte un signe égal barré</translation>
    </message>
    <message>
      <source>What you say yourself. It is kept beside the prediction, and no new run changes it</source>
      <translation>Ce que vous dites vous-même. C'est conservé à côté de la prédiction, et aucune nouvelle classification ne le change</translation>
    </message>
    <message>
      <source>Where the network runs. The CPU takes about a second for a volume</source>
      <translation>Où le réseau s'exécute. Le CPU prend environ une seconde par volume</translation>
    </message>
    <message>
      <source>Whether intravenous contrast was given</source>
      <translation>Si un produit de contraste intraveineux a été injecté</translation>
    </message>
    <message>
      <source>Whether intravenous contrast was given, as you see it; kept beside the prediction</source>
      <translation>Si un produit de contraste intraveineux a été injecté, tel que vous le voyez ; conservé à côté de la prédiction</translation>
    </message>
    <message>
      <source>Whether intravenous contrast was given, with its probability</source>
      <translation>Si un produit de contraste intraveineux a été injecté, avec sa probabilité</translation>
    </message>
    <message>
      <source>Which HU the pictures show as black and as white. Of an AIP, which mixes body and air, soft tissue and bone are found in its own gray levels</source>
      <translation>Quelles valeurs UH les images montrent en noir et en blanc. Dans une AIP, qui mêle le corps et l'air, les tissus mous et l'os se trouvent dans ses propres niveaux de gris</translation>
    </message>
    <message>
      <source>Which label is explained</source>
      <translation>Quelle étiquette est expliquée</translation>
    </message>
    <message>
      <source>Why the status is not OK, and what had to be done to the volume</source>
      <translation>Pourquoi l'état n'est pas OK, et ce qu'il a fallu faire au volume</translation>
    </message>
    <message>
      <source>Window of the pictures</source>
      <translation>Fenêtre des images</translation>
    </message>
    <message>
      <source>With its probability</source>
      <translation>Avec sa probabilité</translation>
    </message>
    <message>
      <source>Write these settings to a file (JSON) for other computers</source>
      <translation>Écrire ces réglages dans un fichier (JSON) pour d'autres ordinateurs</translation>
    </message>
    <message>
      <source>Write to the subject &amp;hierarchy too</source>
      <translation>Écrire aussi dans la &amp;hiérarchie des sujets</translation>
    </message>
    <message>
      <source>Write your readings of all volumes to a table (CSV) that ctbodycontrast prepare --corrections reads</source>
      <translation>Écrire vos lectures de tous les volumes dans un tableau (CSV) que lit ctbodycontrast prepare --corrections</translation>
    </message>
    <message>
      <source>You have looked at this volume: what you did not correct is right. Without the check mark your reading is removed</source>
      <translation>Vous avez regardé ce volume : ce que vous n'avez pas corrigé est juste. Sans la coche, votre lecture est supprimée</translation>
    </message>
    <message>
      <source>Your reading of the body part</source>
      <translation>Votre lecture de la partie du corps</translation>
    </message>
    <message>
      <source>Your reading of the contrast</source>
      <translation>Votre lecture du contraste</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastDatabase</name>
    <message>
      <source>&amp;Load</source>
      <translation>&amp;Charger</translation>
    </message>
    <message>
      <source>CT series of the DICOM database and their results</source>
      <translation>Séries TDM de la base de données DICOM et leurs résultats</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Annuler</translation>
    </message>
    <message>
      <source>Check all</source>
      <translation>Tout cocher</translation>
    </message>
    <message>
      <source>Check every series</source>
      <translation>Cocher toutes les séries</translation>
    </message>
    <message>
      <source>Check no series</source>
      <translation>Ne cocher aucune série</translation>
    </message>
    <message>
      <source>Check none</source>
      <translation>Tout décocher</translation>
    </message>
    <message>
      <source>Check the series to classify; double click one to load it</source>
      <translation>Cochez les séries à classer ; double-cliquez sur une série pour la charger</translation>
    </message>
    <message>
      <source>Classify se&amp;ries</source>
      <translation>Classer les sé&amp;ries</translation>
    </message>
    <message>
      <source>DICOM database</source>
      <translation>Base de données DICOM</translation>
    </message>
    <message>
      <source>E&amp;xport</source>
      <translation>E&amp;xporter</translation>
    </message>
    <message>
      <source>List a&amp;gain</source>
      <translation>Lister à &amp;nouveau</translation>
    </message>
    <message>
      <source>Load the chosen series into the scene</source>
      <translation>Charger dans la scène la série choisie</translation>
    </message>
    <message>
      <source>Name the body part and the contrast of the checked series; those that have a result keep it</source>
      <translation>Nommer la partie du corps et le contraste des séries cochées ; celles qui ont un résultat le gardent</translation>
    </message>
    <message>
      <source>Patient</source>
      <translation>Patient</translation>
    </message>
    <message>
      <source>Progress over the series</source>
      <translation>Progression dans les séries</translation>
    </message>
    <message>
      <source>Re&amp;move results</source>
      <translation>Supprimer les résul&amp;tats</translation>
    </message>
    <message>
      <source>Read from the database which CT series it has now</source>
      <translation>Lire dans la base de données quelles séries TDM elle contient maintenant</translation>
    </message>
    <message>
      <source>Remove the results of the checked series, so that they can be classified again</source>
      <translation>Supprimer les résultats des séries cochées, pour pouvoir les classer à nouveau</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>Résultat</translation>
    </message>
    <message>
      <source>Save all results as a CSV file, without patients' names and IDs</source>
      <translation>Enregistrer tous les résultats dans un fichier CSV, sans noms ni identifiants de patients</translation>
    </message>
    <message>
      <source>Series</source>
      <translation>Série</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>État</translation>
    </message>
    <message>
      <source>Stop; what is finished stays, and Classify series goes on from there</source>
      <translation>Arrêter ; ce qui est terminé reste, et Classer les séries reprend à partir de là</translation>
    </message>
    <message>
      <source>The chosen series, and why its status is not OK</source>
      <translation>La série choisie, et pourquoi son état n'est pas OK</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.database_batch</name>
    <message>
      <source>The DICOM database is not open. Choose its folder in the module DICOM.</source>
      <translation>La base de données DICOM n'est pas ouverte. Choisissez son dossier dans le module DICOM.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.database_panel</name>
    <message>
      <source>CT Body Contrast</source>
      <translation>CT Body Contrast</translation>
    </message>
    <message>
      <source>Check at least one series.</source>
      <translation>Cochez au moins une série.</translation>
    </message>
    <message>
      <source>Export the results</source>
      <translation>Exporter les résultats</translation>
    </message>
    <message>
      <source>Listing the series</source>
      <translation>Établissement de la liste des séries</translation>
    </message>
    <message>
      <source>Remove the results of {count} series?</source>
      <translation>Supprimer les résultats de {count} séries ?</translation>
    </message>
    <message>
      <source>Tables (*.csv)</source>
      <translation>Tableaux (*.csv)</translation>
    </message>
    <message>
      <source>The DICOM database holds no CT series. Import some in the module DICOM.</source>
      <translation>La base de données DICOM ne contient pas de série TDM. Importez-en dans le module DICOM.</translation>
    </message>
    <message>
      <source>This series could not be loaded. Try it in the module DICOM, which says why.</source>
      <translation>Cette série n'a pas pu être chargée. Essayez dans le module DICOM, qui dit pourquoi.</translation>
    </message>
    <message>
      <source>{done} of {all} CT series have a result: {counts}.</source>
      <translation>{done} séries TDM sur {all} ont un résultat : {counts}.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.logic</name>
    <message>
      <source>Choose a CT volume: not a label map, a color image, a reconstruction or another node.</source>
      <translation>Choisissez un volume TDM : ni carte d'étiquettes, ni image en couleurs, ni reconstruction, ni autre nœud.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.panel</name>
    <message>
      <source>Not classified yet.</source>
      <translation>Pas encore classé.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.reader</name>
    <message>
      <source>As predicted</source>
      <translation>Comme prédit</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.rois</name>
    <message>
      <source>{volume} {part}</source>
      <translation>{volume} {part}</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.runner</name>
    <message>
      <source>A volume was removed or changed meanwhile; it got no labels.</source>
      <translation>Un volume a été retiré ou modifié entre-temps ; il n'a pas reçu d'étiquettes.</translation>
    </message>
    <message>
      <source>Asking the network</source>
      <translation>Interrogation du réseau</translation>
    </message>
    <message>
      <source>Cancelled.</source>
      <translation>Annulé.</translation>
    </message>
    <message>
      <source>Drawing the reconstructions</source>
      <translation>Dessin des reconstructions</translation>
    </message>
    <message>
      <source>Loading the model</source>
      <translation>Chargement du modèle</translation>
    </message>
    <message>
      <source>Making the reconstructions</source>
      <translation>Calcul des reconstructions</translation>
    </message>
    <message>
      <source>Reading</source>
      <translation>Lecture</translation>
    </message>
    <message>
      <source>Reducing the volume</source>
      <translation>Réduction du volume</translation>
    </message>
    <message>
      <source>Starting</source>
      <translation>Démarrage</translation>
    </message>
    <message>
      <source>Stopped by an unexpected error: {error}</source>
      <translation>Arrêté par une erreur inattendue : {error}</translation>
    </message>
    <message>
      <source>{name}: {stage}</source>
      <translation>{name} : {stage}</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.sample_data</name>
    <message>
      <source>CT Body Contrast</source>
      <translation>CT Body Contrast</translation>
    </message>
    <message>
      <source>Synthetic abdomen, contrast</source>
      <translation>Abdomen synthétique, avec contraste</translation>
    </message>
    <message>
      <source>Synthetic brain, no contrast</source>
      <translation>Cerveau synthétique, sans contraste</translation>
    </message>
    <message>
      <source>Synthetic chest, contrast</source>
      <translation>Thorax synthétique, avec contraste</translation>
    </message>
    <message>
      <source>Synthetic head to pelvis, contrast</source>
      <translation>Tête au bassin synthétique, avec contraste</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.saving</name>
    <message>
      <source>The file could not be saved: {reason}. Choose another folder.</source>
      <translation>Le fichier n'a pas pu être enregistré : {reason}. Choisissez un autre dossier.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.settings</name>
    <message>
      <source>Export the settings</source>
      <translation>Exporter les réglages</translation>
    </message>
    <message>
      <source>Import settings</source>
      <translation>Importer des réglages</translation>
    </message>
    <message>
      <source>Settings (*.json)</source>
      <translation>Réglages (*.json)</translation>
    </message>
    <message>
      <source>The file could not be read: {reason}.</source>
      <translation>Le fichier n'a pas pu être lu : {reason}.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.texts</name>
    <message>
      <source>AIP</source>
      <translation>AIP</translation>
    </message>
    <message>
      <source>Abdomen</source>
      <translation>Abdomen</translation>
    </message>
    <message>
      <source>Body part</source>
      <translation>Partie du corps</translation>
    </message>
    <message>
      <source>Body part: {count}</source>
      <translation>Partie du corps : {count}</translation>
    </message>
    <message>
      <source>Brain</source>
      <translation>Cerveau</translation>
    </message>
    <message>
      <source>Chest</source>
      <translation>Thorax</translation>
    </message>
    <message>
      <source>Contrast</source>
      <translation>Contraste</translation>
    </message>
    <message>
      <source>Contrast: {count}</source>
      <translation>Contraste : {count}</translation>
    </message>
    <message>
      <source>MIP</source>
      <translation>MIP</translation>
    </message>
    <message>
      <source>Mid-plane</source>
      <translation>Plan médian</translation>
    </message>
    <message>
      <source>Neck</source>
      <translation>Cou</translation>
    </message>
    <message>
      <source>OK</source>
      <translation>OK</translation>
    </message>
    <message>
      <source>Out of date</source>
      <translation>Périmé</translation>
    </message>
    <message>
      <source>Pelvis</source>
      <translation>Bassin</translation>
    </message>
    <message>
      <source>Readings exported: {count}.</source>
      <translation>Lectures exportées : {count}.</translation>
    </message>
    <message>
      <source>Rejected</source>
      <translation>Refusé</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>À vérifier</translation>
    </message>
    <message>
      <source>The voxels have changed since. Classify again.</source>
      <translation>Les voxels ont changé depuis. Classez à nouveau.</translation>
    </message>
    <message>
      <source>This volume could not be classified.</source>
      <translation>Ce volume n'a pas pu être classé.</translation>
    </message>
    <message>
      <source>Training cannot find these, which have neither a series UID nor a file: {names}.</source>
      <translation>L'entraînement ne peut pas trouver ceux-ci, qui n'ont ni UID de série ni fichier : {names}.</translation>
    </message>
    <message>
      <source>Vessel MIP</source>
      <translation>MIP des vaisseaux</translation>
    </message>
    <message>
      <source>agrees</source>
      <translation>concorde</translation>
    </message>
    <message>
      <source>and {count} without bone</source>
      <translation>et {count} sans os</translation>
    </message>
    <message>
      <source>axial</source>
      <translation>axial</translation>
    </message>
    <message>
      <source>conflicts</source>
      <translation>contredit</translation>
    </message>
    <message>
      <source>contrast-enhanced</source>
      <translation>avec contraste</translation>
    </message>
    <message>
      <source>coronal</source>
      <translation>coronal</translation>
    </message>
    <message>
      <source>does not tell</source>
      <translation>ne le dit pas</translation>
    </message>
    <message>
      <source>not enhanced</source>
      <translation>sans contraste</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>non indiqué</translation>
    </message>
    <message>
      <source>over 99</source>
      <translation>plus de 99</translation>
    </message>
    <message>
      <source>sagittal</source>
      <translation>sagittal</translation>
    </message>
    <message>
      <source>{agreeing} of {views} views</source>
      <translation>{agreeing} vues sur {views}</translation>
    </message>
    <message>
      <source>{agreeing} of {views} views name both labels</source>
      <translation>{agreeing} vues sur {views} nomment les deux étiquettes</translation>
    </message>
    <message>
      <source>{labels}; {probability}</source>
      <translation>{labels} ; {probability}</translation>
    </message>
    <message>
      <source>{low} to {high}</source>
      <translation>{low} à {high}</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.thumbnails</name>
    <message>
      <source>Copy</source>
      <translation>Copier</translation>
    </message>
    <message>
      <source>Move the slice views here</source>
      <translation>Déplacer les vues en coupe ici</translation>
    </message>
    <message>
      <source>Open as a volume</source>
      <translation>Ouvrir comme volume</translation>
    </message>
    <message>
      <source>Pictures (*.png)</source>
      <translation>Images (*.png)</translation>
    </message>
    <message>
      <source>Save as PNG</source>
      <translation>Enregistrer en PNG</translation>
    </message>
    <message>
      <source>Save the picture</source>
      <translation>Enregistrer l'image</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.viewer</name>
    <message>
      <source>The volume has been moved or changed since. Classify it again.</source>
      <translation>Le volume a été déplacé ou modifié depuis. Classez-le à nouveau.</translation>
    </message>
  </context>
</TS>
