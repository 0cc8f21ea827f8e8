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
      <source>&amp;Go there</source>
      <translation>&amp;Y aller</translation>
    </message>
    <message>
      <source>&amp;Show where the network looked</source>
      <translation>&amp;Montrer où le réseau a regardé</translation>
    </message>
    <message>
      <source>&amp;Use the GPU if there is one</source>
      <translation>&amp;Utiliser le GPU s'il y en a un</translation>
    </message>
    <message>
      <source>&amp;Window:</source>
      <translation>&amp;Fenêtre :</translation>
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
      <source>Click a volume to show its result</source>
      <translation>Cliquez sur un volume pour voir son résultat</translation>
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
      <source>Enter moves the slice views to its middle; the menu key offers more</source>
      <translation>Entrée déplace les vues en coupe vers son milieu ; la touche menu propose plus</translation>
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
      <source>How many of the nine reconstructions, each by itself, name the same body part and contrast</source>
      <translation>Combien des neuf reconstructions, chacune à elle seule, nomment la même partie du corps et le même contraste</translation>
    </message>
    <message>
      <source>Label that is explained</source>
      <translation>Étiquette expliquée</translation>
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
      <source>Model:</source>
      <translation>Modèle :</translation>
    </message>
    <message>
      <source>Move the slice views to where the network saw most that speaks for the label</source>
      <translation>Déplacer les vues en coupe là où le réseau a vu le plus d'éléments en faveur de l'étiquette</translation>
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
      <source>Orange: what speaks for the label in each picture. The scale is the same for all nine; the places are coarse, several centimeters wide. For contrast the network also looks at MIPs without bone: their part lies on the MIPs</source>
      <translation>Orange : ce qui parle en faveur de l'étiquette dans chaque image. L'échelle est la même pour les neuf ; les zones sont grossières, larges de plusieurs centimètres. Pour le contraste, le réseau regarde aussi des MIP sans os : leur part figure sur les MIP</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Progression</translation>
    </message>
    <message>
      <source>Reason:</source>
      <translation>Raison :</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>Résultat</translation>
    </message>
    <message>
      <source>Sagittal</source>
      <translation>Sagittal</translation>
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
      <source>The CT volume to look at</source>
      <translation>Le volume TDM à examiner</translation>
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
      <source>V&amp;olume:</source>
      <translation>V&amp;olume :</translation>
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
      <source>Whether intravenous contrast was given, with its probability</source>
      <translation>Si un produit de contraste intraveineux a été injecté, avec sa probabilité</translation>
    </message>
    <message>
      <source>Which HU the pictures show as black and as white</source>
      <translation>Quelles valeurs UH les images montrent en noir et en blanc</translation>
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
      <source>Without a GPU the CPU is used; that takes about a second a volume</source>
      <translation>Sans GPU, le CPU est utilisé ; cela prend environ une seconde par volume</translation>
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
    <message>
      <source>The picture could not be saved: {reason}. Choose another folder.</source>
      <translation>L'image n'a pas pu être enregistrée : {reason}. Choisissez un autre dossier.</translation>
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
