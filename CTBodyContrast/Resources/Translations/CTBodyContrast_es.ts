<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es-419" sourcelanguage="en">
  <context>
    <name>CTBodyContrast</name>
    <message>
      <source>&amp;Classify</source>
      <translation>&amp;Clasificar</translation>
    </message>
    <message>
      <source>&amp;Export readings</source>
      <translation>&amp;Exportar lecturas</translation>
    </message>
    <message>
      <source>&amp;Go there</source>
      <translation>&amp;Ir allí</translation>
    </message>
    <message>
      <source>&amp;Model:</source>
      <translation>&amp;Modelo:</translation>
    </message>
    <message>
      <source>&amp;Show where the network looked</source>
      <translation>&amp;Mostrar dónde miró la red</translation>
    </message>
    <message>
      <source>&amp;Window:</source>
      <translation>&amp;Ventana:</translation>
    </message>
    <message>
      <source>A body part of which the scan shows something</source>
      <translation>Una parte del cuerpo de la que el estudio muestra algo</translation>
    </message>
    <message>
      <source>A body part that is less probable than this is for review; at 0 none is</source>
      <translation>Una parte del cuerpo menos probable que esto queda para revisar; con 0, ninguna</translation>
    </message>
    <message>
      <source>A contrast label that is less probable than this is for review; at 0 none is</source>
      <translation>Una etiqueta de contraste menos probable que esto queda para revisar; con 0, ninguna</translation>
    </message>
    <message>
      <source>A fourth row: maxima after bone has been taken away, at about 3 mm as the network saw them. They decide contrast</source>
      <translation>Una cuarta fila: los máximos tras quitar el hueso, a unos 3 mm, como los vio la red. Deciden el contraste</translation>
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
      <translation>AIP sagital</translation>
    </message>
    <message>
      <source>Advanced</source>
      <translation>Avanzado</translation>
    </message>
    <message>
      <source>Agreement:</source>
      <translation>Concordancia:</translation>
    </message>
    <message>
      <source>All volumes</source>
      <translation>Todos los volúmenes</translation>
    </message>
    <message>
      <source>All volumes and their labels</source>
      <translation>Todos los volúmenes y sus etiquetas</translation>
    </message>
    <message>
      <source>Apache License 2.0. The model card of each model names its training data.</source>
      <translation>Licencia Apache 2.0. La ficha de cada modelo nombra sus datos de entrenamiento.</translation>
    </message>
    <message>
      <source>Apple GPU (MPS)</source>
      <translation>GPU de Apple (MPS)</translation>
    </message>
    <message>
      <source>As in the slice views</source>
      <translation>Como en las vistas de corte</translation>
    </message>
    <message>
      <source>Average intensity projection: the mean along the axis</source>
      <translation>Proyección de intensidad media: el promedio a lo largo del eje</translation>
    </message>
    <message>
      <source>Average intensity projection: the mean along the axis, axial
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Proyección de intensidad media: el promedio a lo largo del eje, axial
Clic: mover allí las vistas de corte. Doble clic: abrir como volumen. Clic derecho o tecla de menú: más.</translation>
    </message>
    <message>
      <source>Average intensity projection: the mean along the axis, coronal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Proyección de intensidad media: el promedio a lo largo del eje, coronal
Clic: mover allí las vistas de corte. Doble clic: abrir como volumen. Clic derecho o tecla de menú: más.</translation>
    </message>
    <message>
      <source>Average intensity projection: the mean along the axis, sagittal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Proyección de intensidad media: el promedio a lo largo del eje, sagital
Clic: mover allí las vistas de corte. Doble clic: abrir como volumen. Clic derecho o tecla de menú: más.</translation>
    </message>
    <message>
      <source>Axial</source>
      <translation>Axial</translation>
    </message>
    <message>
      <source>Body &amp;part only</source>
      <translation>Solo &amp;parte del cuerpo</translation>
    </message>
    <message>
      <source>Body part</source>
      <translation>Parte del cuerpo</translation>
    </message>
    <message>
      <source>Body part:</source>
      <translation>Parte del cuerpo:</translation>
    </message>
    <message>
      <source>Bone</source>
      <translation>Hueso</translation>
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
      <translation>Volumen de TC</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <source>Cancelling</source>
      <translation>Cancelando</translation>
    </message>
    <message>
      <source>Classify &amp;all</source>
      <translation>Clasificar &amp;todo</translation>
    </message>
    <message>
      <source>Click a volume, or press Enter, to show its result</source>
      <translation>Haga clic en un volumen, o pulse Intro, para ver su resultado</translation>
    </message>
    <message>
      <source>Contrast</source>
      <translation>Contraste</translation>
    </message>
    <message>
      <source>Contrast:</source>
      <translation>Contraste:</translation>
    </message>
    <message>
      <source>Coronal</source>
      <translation>Coronal</translation>
    </message>
    <message>
      <source>DICOM tags:</source>
      <translation>Atributos DICOM:</translation>
    </message>
    <message>
      <source>De&amp;vice:</source>
      <translation>Dispositi&amp;vo:</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Dispositivo</translation>
    </message>
    <message>
      <source>Enter moves the slice views to its middle; the menu key offers more</source>
      <translation>Intro mueve las vistas de corte a su centro; la tecla de menú ofrece más</translation>
    </message>
    <message>
      <source>Export settings</source>
      <translation>Exportar ajustes</translation>
    </message>
    <message>
      <source>Export your readings</source>
      <translation>Exportar sus lecturas</translation>
    </message>
    <message>
      <source>Find the &amp;regions of long scans</source>
      <translation>Buscar las &amp;regiones de los estudios largos</translation>
    </message>
    <message>
      <source>Folder of the model</source>
      <translation>Carpeta del modelo</translation>
    </message>
    <message>
      <source>For each kind of reconstruction</source>
      <translation>Según el tipo de reconstrucción</translation>
    </message>
    <message>
      <source>Go to where the network looked</source>
      <translation>Ir adonde miró la red</translation>
    </message>
    <message>
      <source>Height (mm)</source>
      <translation>Altura (mm)</translation>
    </message>
    <message>
      <source>How many of the nine reconstructions, each by itself, name the same body part and contrast</source>
      <translation>Cuántas de las nueve reconstrucciones, cada una por sí sola, nombran la misma parte del cuerpo y el mismo contraste</translation>
    </message>
    <message>
      <source>Import settings</source>
      <translation>Importar ajustes</translation>
    </message>
    <message>
      <source>Installing the Python packages; this may take several minutes</source>
      <translation>Instalando los paquetes de Python; puede tardar varios minutos</translation>
    </message>
    <message>
      <source>Its ends as the volume counts its slices</source>
      <translation>Sus extremos según la numeración de cortes del volumen</translation>
    </message>
    <message>
      <source>Its lowest and its highest slice, as S in the patient</source>
      <translation>Su corte más bajo y el más alto, como S en el paciente</translation>
    </message>
    <message>
      <source>Label that is explained</source>
      <translation>Etiqueta explicada</translation>
    </message>
    <message>
      <source>Labels are written on the volume, and on its item in the subject hierarchy, where the Data module can filter by them</source>
      <translation>Las etiquetas se escriben en el volumen y en su elemento de la jerarquía de sujetos, donde el módulo Data puede filtrar por ellas</translation>
    </message>
    <message>
      <source>List which stretch of a long scan is which body part. Takes about three times as long</source>
      <translation>Indicar qué tramo de un estudio largo es qué parte del cuerpo. Tarda unas tres veces más</translation>
    </message>
    <message>
      <source>Load and choose a CT volume first</source>
      <translation>Primero cargue y elija un volumen de TC</translation>
    </message>
    <message>
      <source>Lung</source>
      <translation>Pulmón</translation>
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
      <translation>MIP sagital</translation>
    </message>
    <message>
      <source>Make a bo&amp;x for each</source>
      <translation>Crear una ca&amp;ja para cada una</translation>
    </message>
    <message>
      <source>Make a box (a markups ROI) around each region, as for the module Crop Volume; boxes made before for this volume are replaced</source>
      <translation>Crear una caja (ROI de marcas) alrededor de cada región, como para el módulo Crop Volume; las cajas creadas antes para este volumen se reemplazan</translation>
    </message>
    <message>
      <source>Maximum after bone has been taken away, on which contrast is decided, axial
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Máximo tras quitar el hueso, que decide el contraste, axial
Clic: mover allí las vistas de corte. Doble clic: abrir como volumen. Clic derecho o tecla de menú: más.</translation>
    </message>
    <message>
      <source>Maximum after bone has been taken away, on which contrast is decided, coronal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Máximo tras quitar el hueso, que decide el contraste, coronal
Clic: mover allí las vistas de corte. Doble clic: abrir como volumen. Clic derecho o tecla de menú: más.</translation>
    </message>
    <message>
      <source>Maximum after bone has been taken away, on which contrast is decided, sagittal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Máximo tras quitar el hueso, que decide el contraste, sagital
Clic: mover allí las vistas de corte. Doble clic: abrir como volumen. Clic derecho o tecla de menú: más.</translation>
    </message>
    <message>
      <source>Maximum intensity projection after bone has been taken away: vessels stand out. These three views decide contrast</source>
      <translation>Proyección de intensidad máxima tras quitar el hueso: destacan los vasos. Estas tres vistas deciden el contraste</translation>
    </message>
    <message>
      <source>Maximum intensity projection: the highest value along the axis</source>
      <translation>Proyección de intensidad máxima: el valor más alto a lo largo del eje</translation>
    </message>
    <message>
      <source>Maximum intensity projection: the highest value along the axis, axial
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Proyección de intensidad máxima: el valor más alto a lo largo del eje, axial
Clic: mover allí las vistas de corte. Doble clic: abrir como volumen. Clic derecho o tecla de menú: más.</translation>
    </message>
    <message>
      <source>Maximum intensity projection: the highest value along the axis, coronal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Proyección de intensidad máxima: el valor más alto a lo largo del eje, coronal
Clic: mover allí las vistas de corte. Doble clic: abrir como volumen. Clic derecho o tecla de menú: más.</translation>
    </message>
    <message>
      <source>Maximum intensity projection: the highest value along the axis, sagittal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>Proyección de intensidad máxima: el valor más alto a lo largo del eje, sagital
Clic: mover allí las vistas de corte. Doble clic: abrir como volumen. Clic derecho o tecla de menú: más.</translation>
    </message>
    <message>
      <source>Mid-
plane</source>
      <translation>Plano
medio</translation>
    </message>
    <message>
      <source>Mid-plane axial</source>
      <translation>Plano medio axial</translation>
    </message>
    <message>
      <source>Mid-plane coronal</source>
      <translation>Plano medio coronal</translation>
    </message>
    <message>
      <source>Mid-plane sagittal</source>
      <translation>Plano medio sagital</translation>
    </message>
    <message>
      <source>Model's own</source>
      <translation>El del modelo</translation>
    </message>
    <message>
      <source>Model:</source>
      <translation>Modelo:</translation>
    </message>
    <message>
      <source>Move the slice views to where the network saw most that speaks for the label</source>
      <translation>Mover las vistas de corte adonde la red vio más indicios a favor de la etiqueta</translation>
    </message>
    <message>
      <source>NVIDIA GPU (CUDA)</source>
      <translation>GPU de NVIDIA (CUDA)</translation>
    </message>
    <message>
      <source>Name of the model, and the first digits of the SHA-256 of its weights</source>
      <translation>Nombre del modelo y primeras cifras del SHA-256 de sus pesos</translation>
    </message>
    <message>
      <source>Name the body part and the contrast of every volume in the scene</source>
      <translation>Nombrar la parte del cuerpo y el contraste de cada volumen de la escena</translation>
    </message>
    <message>
      <source>Name the body part and the contrast of this volume</source>
      <translation>Nombrar la parte del cuerpo y el contraste de este volumen</translation>
    </message>
    <message>
      <source>Name the body part, and leave contrast out</source>
      <translation>Nombrar la parte del cuerpo y omitir el contraste</translation>
    </message>
    <message>
      <source>Names the body part of a CT volume (brain, neck, chest, abdomen or pelvis) and whether intravenous contrast was given, from nine reconstructions. The labels become attributes of the volume. For research; not for clinical use.</source>
      <translation>Nombra la parte del cuerpo de un volumen de TC (cerebro, cuello, tórax, abdomen o pelvis) y si se administró contraste intravenoso, a partir de nueve reconstrucciones. Las etiquetas pasan a ser atributos del volumen. Para investigación; no para uso clínico.</translation>
    </message>
    <message>
      <source>Not classified yet.</source>
      <translation>Aún sin clasificar.</translation>
    </message>
    <message>
      <source>OK: no reason for doubt was found. Review: classified, but a person should look. Rejected: not a CT volume this tool can judge. Out of date: the voxels have changed since.</source>
      <translation>OK: no hay motivo de duda. Revisar: clasificado, pero una persona debe mirarlo. Rechazado: no es un volumen de TC que esta herramienta pueda juzgar. Desactualizado: los vóxeles han cambiado desde entonces.</translation>
    </message>
    <message>
      <source>On this computer, for all scenes</source>
      <translation>En este equipo, para todas las escenas</translation>
    </message>
    <message>
      <source>Orange: what speaks for the label in each picture. The scale is the same for all nine; the places are coarse, several centimeters wide. For contrast the network also looks at MIPs without bone: their part lies on the MIPs, or on the fourth row while that is shown</source>
      <translation>Naranja: lo que habla a favor de la etiqueta en cada imagen. La escala es la misma para las nueve; las zonas son aproximadas, de varios centímetros. Para el contraste la red mira también MIP sin hueso: su parte se muestra en las MIP, o en la cuarta fila mientras esté visible</translation>
    </message>
    <message>
      <source>Probability</source>
      <translation>Probabilidad</translation>
    </message>
    <message>
      <source>Probability below which a body part is for review</source>
      <translation>Probabilidad por debajo de la cual una parte del cuerpo queda para revisar</translation>
    </message>
    <message>
      <source>Probability below which a contrast label is for review</source>
      <translation>Probabilidad por debajo de la cual una etiqueta de contraste queda para revisar</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Progreso</translation>
    </message>
    <message>
      <source>Reader:</source>
      <translation>Lector:</translation>
    </message>
    <message>
      <source>Reason:</source>
      <translation>Motivo:</translation>
    </message>
    <message>
      <source>Region</source>
      <translation>Región</translation>
    </message>
    <message>
      <source>Regions of this scan</source>
      <translation>Regiones de este estudio</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>Resultado</translation>
    </message>
    <message>
      <source>Review &amp;body part below:</source>
      <translation>Revisar la &amp;parte del cuerpo por debajo de:</translation>
    </message>
    <message>
      <source>Review co&amp;ntrast below:</source>
      <translation>Revisar el co&amp;ntraste por debajo de:</translation>
    </message>
    <message>
      <source>Reviewe&amp;d: the rest is right</source>
      <translation>&amp;Revisado: lo demás es correcto</translation>
    </message>
    <message>
      <source>Sagittal</source>
      <translation>Sagital</translation>
    </message>
    <message>
      <source>Show the &amp;three views without bone</source>
      <translation>Mostrar las &amp;tres vistas sin hueso</translation>
    </message>
    <message>
      <source>Slices</source>
      <translation>Cortes</translation>
    </message>
    <message>
      <source>Soft tissue</source>
      <translation>Tejidos blandos</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>Estado</translation>
    </message>
    <message>
      <source>Stop; what is finished stays</source>
      <translation>Detener; lo terminado se conserva</translation>
    </message>
    <message>
      <source>Tables (*.csv)</source>
      <translation>Tablas (*.csv)</translation>
    </message>
    <message>
      <source>Take over settings that were exported on another computer</source>
      <translation>Adoptar ajustes exportados en otro equipo</translation>
    </message>
    <message>
      <source>The CT volume to look at</source>
      <translation>El volumen de TC que se examina</translation>
    </message>
    <message>
      <source>The best there is</source>
      <translation>El mejor disponible</translation>
    </message>
    <message>
      <source>The body part as you see it; kept beside the prediction</source>
      <translation>La parte del cuerpo tal como usted la ve; se guarda junto a la predicción</translation>
    </message>
    <message>
      <source>The body parts of this scan, from head to feet. Click a row, or press Enter: the slice views move to its middle</source>
      <translation>Las partes del cuerpo de este estudio, de la cabeza a los pies. Haga clic en una fila o pulse Intro: las vistas de corte van a su centro</translation>
    </message>
    <message>
      <source>The central slice</source>
      <translation>El corte central</translation>
    </message>
    <message>
      <source>The central slice, axial
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>El corte central, axial
Clic: mover allí las vistas de corte. Doble clic: abrir como volumen. Clic derecho o tecla de menú: más.</translation>
    </message>
    <message>
      <source>The central slice, coronal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>El corte central, coronal
Clic: mover allí las vistas de corte. Doble clic: abrir como volumen. Clic derecho o tecla de menú: más.</translation>
    </message>
    <message>
      <source>The central slice, sagittal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>El corte central, sagital
Clic: mover allí las vistas de corte. Doble clic: abrir como volumen. Clic derecho o tecla de menú: más.</translation>
    </message>
    <message>
      <source>The folder of a model of your own; empty for the bundled model</source>
      <translation>La carpeta de un modelo propio; vacío para el modelo incluido</translation>
    </message>
    <message>
      <source>The probability of the less certain of the two</source>
      <translation>La probabilidad de la menos segura de las dos</translation>
    </message>
    <message>
      <source>V&amp;olume:</source>
      <translation>V&amp;olumen:</translation>
    </message>
    <message>
      <source>Vessel
MIP</source>
      <translation>MIP de
vasos</translation>
    </message>
    <message>
      <source>Vessel MIP axial</source>
      <translation>MIP de los vasos axial</translation>
    </message>
    <message>
      <source>Vessel MIP coronal</source>
      <translation>MIP de los vasos coronal</translation>
    </message>
    <message>
      <source>Vessel MIP sagittal</source>
      <translation>MIP de los vasos sagital</translation>
    </message>
    <message>
      <source>Volume</source>
      <translation>Volumen</translation>
    </message>
    <message>
      <source>What the DICOM tags say, which the network never sees: whether it agrees with the labels or conflicts with them</source>
      <translation>Lo que dicen los atributos DICOM, que la red nunca ve: si concuerdan con las etiquetas o las contradicen</translation>
    </message>
    <message>
      <source>What this reconstruction alone says; what differs from the result has a crossed equals sign</source>
      <translation>Lo que dice esta reconstrucción por sí sola; lo que difiere del resultado lleva un signo igual tachado</translation>
    </message>
    <message>
      <source>What you say yourself. It is kept beside the prediction, and no new run changes it</source>
      <translation>Lo que dice usted. Se guarda junto a la predicción y ninguna clasificación nueva lo cambia</translation>
    </message>
    <message>
      <source>Where the network runs. The CPU takes about a second for a volume</source>
      <translation>Dónde se ejecuta la red. La CPU tarda alrededor de un segundo por volumen</translation>
    </message>
    <message>
      <source>Whether intravenous contrast was given</source>
      <translation>Si se administró contraste intravenoso</translation>
    </message>
    <message>
      <source>Whether intravenous contrast was given, as you see it; kept beside the prediction</source>
      <translation>Si se administró contraste intravenoso, tal como usted lo ve; se guarda junto a la predicción</translation>
    </message>
    <message>
      <source>Whether intravenous contrast was given, with its probability</source>
      <translation>Si se administró contraste intravenoso, con su probabilidad</translation>
    </message>
    <message>
      <source>Which HU the pictures show as black and as white. Of an AIP, which mixes body and air, soft tissue and bone are found in its own gray levels</source>
      <translation>Qué valores UH muestran las imágenes en negro y en blanco. En una AIP, que mezcla cuerpo y aire, los tejidos blandos y el hueso están en sus propios niveles de gris</translation>
    </message>
    <message>
      <source>Which label is explained</source>
      <translation>Qué etiqueta se explica</translation>
    </message>
    <message>
      <source>Why the status is not OK, and what had to be done to the volume</source>
      <translation>Por qué el estado no es OK y qué hubo que hacerle al volumen</translation>
    </message>
    <message>
      <source>Window of the pictures</source>
      <translation>Ventana de las imágenes</translation>
    </message>
    <message>
      <source>With its probability</source>
      <translation>Con su probabilidad</translation>
    </message>
    <message>
      <source>Write these settings to a file (JSON) for other computers</source>
      <translation>Escribir estos ajustes en un archivo (JSON) para otros equipos</translation>
    </message>
    <message>
      <source>Write to the subject &amp;hierarchy too</source>
      <translation>Escribir también en la &amp;jerarquía de sujetos</translation>
    </message>
    <message>
      <source>Write your readings of all volumes to a table (CSV) that ctbodycontrast prepare --corrections reads</source>
      <translation>Escribir sus lecturas de todos los volúmenes en una tabla (CSV) que lee ctbodycontrast prepare --corrections</translation>
    </message>
    <message>
      <source>You have looked at this volume: what you did not correct is right. Without the check mark your reading is removed</source>
      <translation>Ha mirado este volumen: lo que no corrigió es correcto. Sin la marca, su lectura se elimina</translation>
    </message>
    <message>
      <source>Your reading of the body part</source>
      <translation>Su lectura de la parte del cuerpo</translation>
    </message>
    <message>
      <source>Your reading of the contrast</source>
      <translation>Su lectura del contraste</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastDatabase</name>
    <message>
      <source>&amp;Load</source>
      <translation>&amp;Cargar</translation>
    </message>
    <message>
      <source>CT series of the DICOM database and their results</source>
      <translation>Series de TC de la base de datos DICOM y sus resultados</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <source>Check all</source>
      <translation>Marcar todas</translation>
    </message>
    <message>
      <source>Check every series</source>
      <translation>Marcar todas las series</translation>
    </message>
    <message>
      <source>Check no series</source>
      <translation>No marcar ninguna serie</translation>
    </message>
    <message>
      <source>Check none</source>
      <translation>No marcar ninguna</translation>
    </message>
    <message>
      <source>Check the series to classify; double click one to load it</source>
      <translation>Marque las series que se clasifican; doble clic en una para cargarla</translation>
    </message>
    <message>
      <source>Classify se&amp;ries</source>
      <translation>Clasificar se&amp;ries</translation>
    </message>
    <message>
      <source>DICOM database</source>
      <translation>Base de datos DICOM</translation>
    </message>
    <message>
      <source>E&amp;xport</source>
      <translation>E&amp;xportar</translation>
    </message>
    <message>
      <source>List a&amp;gain</source>
      <translation>Listar de &amp;nuevo</translation>
    </message>
    <message>
      <source>Load the chosen series into the scene</source>
      <translation>Cargar en la escena la serie elegida</translation>
    </message>
    <message>
      <source>Name the body part and the contrast of the checked series; those that have a result keep it</source>
      <translation>Nombrar la parte del cuerpo y el contraste de las series marcadas; las que tienen un resultado lo conservan</translation>
    </message>
    <message>
      <source>Patient</source>
      <translation>Paciente</translation>
    </message>
    <message>
      <source>Progress over the series</source>
      <translation>Progreso en las series</translation>
    </message>
    <message>
      <source>Re&amp;move results</source>
      <translation>Quitar resul&amp;tados</translation>
    </message>
    <message>
      <source>Read from the database which CT series it has now</source>
      <translation>Leer de la base de datos qué series de TC tiene ahora</translation>
    </message>
    <message>
      <source>Remove the results of the checked series, so that they can be classified again</source>
      <translation>Quitar los resultados de las series marcadas, para que puedan clasificarse de nuevo</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>Resultado</translation>
    </message>
    <message>
      <source>Save all results as a CSV file, without patients' names and IDs</source>
      <translation>Guardar todos los resultados en un archivo CSV, sin nombres ni identificadores de pacientes</translation>
    </message>
    <message>
      <source>Series</source>
      <translation>Serie</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>Estado</translation>
    </message>
    <message>
      <source>Stop; what is finished stays, and Classify series goes on from there</source>
      <translation>Detener; lo terminado se conserva, y Clasificar series continúa desde ahí</translation>
    </message>
    <message>
      <source>The chosen series, and why its status is not OK</source>
      <translation>La serie elegida, y por qué su estado no es OK</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.database_batch</name>
    <message>
      <source>The DICOM database is not open. Choose its folder in the module DICOM.</source>
      <translation>La base de datos DICOM no está abierta. Elija su carpeta en el módulo DICOM.</translation>
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
      <translation>Marque al menos una serie.</translation>
    </message>
    <message>
      <source>Export the results</source>
      <translation>Exportar los resultados</translation>
    </message>
    <message>
      <source>Listing the series</source>
      <translation>Haciendo la lista de las series</translation>
    </message>
    <message>
      <source>Remove the results of {count} series?</source>
      <translation>¿Quitar los resultados de {count} series?</translation>
    </message>
    <message>
      <source>Tables (*.csv)</source>
      <translation>Tablas (*.csv)</translation>
    </message>
    <message>
      <source>The DICOM database holds no CT series. Import some in the module DICOM.</source>
      <translation>La base de datos DICOM no contiene series de TC. Importe algunas en el módulo DICOM.</translation>
    </message>
    <message>
      <source>This series could not be loaded. Try it in the module DICOM, which says why.</source>
      <translation>Esta serie no se pudo cargar. Inténtelo en el módulo DICOM, que dice por qué.</translation>
    </message>
    <message>
      <source>{done} of {all} CT series have a result: {counts}.</source>
      <translation>{done} de {all} series de TC tienen un resultado: {counts}.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.logic</name>
    <message>
      <source>Choose a CT volume: not a label map, a color image, a reconstruction or another node.</source>
      <translation>Elija un volumen de TC: ni mapa de etiquetas, ni imagen en color, ni reconstrucción, ni otro nodo.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.panel</name>
    <message>
      <source>Not classified yet.</source>
      <translation>Aún sin clasificar.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.reader</name>
    <message>
      <source>As predicted</source>
      <translation>Como se predijo</translation>
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
      <translation>Mientras tanto se quitó o cambió un volumen; no recibió etiquetas.</translation>
    </message>
    <message>
      <source>Asking the network</source>
      <translation>Consultando la red</translation>
    </message>
    <message>
      <source>Cancelled.</source>
      <translation>Cancelado.</translation>
    </message>
    <message>
      <source>Drawing the reconstructions</source>
      <translation>Dibujando las reconstrucciones</translation>
    </message>
    <message>
      <source>Loading the model</source>
      <translation>Cargando el modelo</translation>
    </message>
    <message>
      <source>Making the reconstructions</source>
      <translation>Calculando las reconstrucciones</translation>
    </message>
    <message>
      <source>Reading</source>
      <translation>Leyendo</translation>
    </message>
    <message>
      <source>Reducing the volume</source>
      <translation>Reduciendo el volumen</translation>
    </message>
    <message>
      <source>Starting</source>
      <translation>Iniciando</translation>
    </message>
    <message>
      <source>Stopped by an unexpected error: {error}</source>
      <translation>Detenido por un error inesperado: {error}</translation>
    </message>
    <message>
      <source>{name}: {stage}</source>
      <translation>{name}: {stage}</translation>
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
      <translation>Abdomen sintético, con contraste</translation>
    </message>
    <message>
      <source>Synthetic brain, no contrast</source>
      <translation>Cerebro sintético, sin contraste</translation>
    </message>
    <message>
      <source>Synthetic chest, contrast</source>
      <translation>Tórax sintético, con contraste</translation>
    </message>
    <message>
      <source>Synthetic head to pelvis, contrast</source>
      <translation>Cabeza a pelvis sintética, con contraste</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.saving</name>
    <message>
      <source>The file could not be saved: {reason}. Choose another folder.</source>
      <translation>No se pudo guardar el archivo: {reason}. Elija otra carpeta.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.settings</name>
    <message>
      <source>Export the settings</source>
      <translation>Exportar los ajustes</translation>
    </message>
    <message>
      <source>Import settings</source>
      <translation>Importar ajustes</translation>
    </message>
    <message>
      <source>Settings (*.json)</source>
      <translation>Ajustes (*.json)</translation>
    </message>
    <message>
      <source>The file could not be read: {reason}.</source>
      <translation>No se pudo leer el archivo: {reason}.</translation>
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
      <translation>Parte del cuerpo</translation>
    </message>
    <message>
      <source>Body part: {count}</source>
      <translation>Parte del cuerpo: {count}</translation>
    </message>
    <message>
      <source>Brain</source>
      <translation>Cerebro</translation>
    </message>
    <message>
      <source>Chest</source>
      <translation>Tórax</translation>
    </message>
    <message>
      <source>Contrast</source>
      <translation>Contraste</translation>
    </message>
    <message>
      <source>Contrast: {count}</source>
      <translation>Contraste: {count}</translation>
    </message>
    <message>
      <source>MIP</source>
      <translation>MIP</translation>
    </message>
    <message>
      <source>Mid-plane</source>
      <translation>Plano medio</translation>
    </message>
    <message>
      <source>Neck</source>
      <translation>Cuello</translation>
    </message>
    <message>
      <source>OK</source>
      <translation>OK</translation>
    </message>
    <message>
      <source>Out of date</source>
      <translation>Desactualizado</translation>
    </message>
    <message>
      <source>Pelvis</source>
      <translation>Pelvis</translation>
    </message>
    <message>
      <source>Readings exported: {count}.</source>
      <translation>Lecturas exportadas: {count}.</translation>
    </message>
    <message>
      <source>Rejected</source>
      <translation>Rechazado</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Revisar</translation>
    </message>
    <message>
      <source>The voxels have changed since. Classify again.</source>
      <translation>Los vóxeles han cambiado desde entonces. Clasifique de nuevo.</translation>
    </message>
    <message>
      <source>This volume could not be classified.</source>
      <translation>No se pudo clasificar este volumen.</translation>
    </message>
    <message>
      <source>Training cannot find these, which have neither a series UID nor a file: {names}.</source>
      <translation>El entrenamiento no puede encontrar estos, que no tienen UID de serie ni archivo: {names}.</translation>
    </message>
    <message>
      <source>Vessel MIP</source>
      <translation>MIP de los vasos</translation>
    </message>
    <message>
      <source>agrees</source>
      <translation>concuerda</translation>
    </message>
    <message>
      <source>and {count} without bone</source>
      <translation>y {count} sin hueso</translation>
    </message>
    <message>
      <source>axial</source>
      <translation>axial</translation>
    </message>
    <message>
      <source>conflicts</source>
      <translation>contradice</translation>
    </message>
    <message>
      <source>contrast-enhanced</source>
      <translation>con contraste</translation>
    </message>
    <message>
      <source>coronal</source>
      <translation>coronal</translation>
    </message>
    <message>
      <source>does not tell</source>
      <translation>no lo dice</translation>
    </message>
    <message>
      <source>not enhanced</source>
      <translation>sin contraste</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>no indicado</translation>
    </message>
    <message>
      <source>over 99</source>
      <translation>más de 99</translation>
    </message>
    <message>
      <source>sagittal</source>
      <translation>sagital</translation>
    </message>
    <message>
      <source>{agreeing} of {views} views</source>
      <translation>{agreeing} de {views} vistas</translation>
    </message>
    <message>
      <source>{agreeing} of {views} views name both labels</source>
      <translation>{agreeing} de {views} vistas nombran ambas etiquetas</translation>
    </message>
    <message>
      <source>{labels}; {probability}</source>
      <translation>{labels}; {probability}</translation>
    </message>
    <message>
      <source>{low} to {high}</source>
      <translation>{low} a {high}</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.thumbnails</name>
    <message>
      <source>Copy</source>
      <translation>Copiar</translation>
    </message>
    <message>
      <source>Move the slice views here</source>
      <translation>Mover las vistas de corte aquí</translation>
    </message>
    <message>
      <source>Open as a volume</source>
      <translation>Abrir como volumen</translation>
    </message>
    <message>
      <source>Pictures (*.png)</source>
      <translation>Imágenes (*.png)</translation>
    </message>
    <message>
      <source>Save as PNG</source>
      <translation>Guardar como PNG</translation>
    </message>
    <message>
      <source>Save the picture</source>
      <translation>Guardar la imagen</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.viewer</name>
    <message>
      <source>The volume has been moved or changed since. Classify it again.</source>
      <translation>El volumen se movió o cambió desde entonces. Clasifíquelo de nuevo.</translation>
    </message>
  </context>
</TS>
