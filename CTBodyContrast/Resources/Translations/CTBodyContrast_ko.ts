<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko-KR" sourcelanguage="en">
  <context>
    <name>CTBodyContrast</name>
    <message>
      <source>&amp;Classify</source>
      <translation>분류(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Export readings</source>
      <translation>판독 내보내기(&amp;E)</translation>
    </message>
    <message>
      <source>&amp;Go there</source>
      <translation>이동(&amp;G)</translation>
    </message>
    <message>
      <source>&amp;Model:</source>
      <translation>모델(&amp;M):</translation>
    </message>
    <message>
      <source>&amp;Show where the network looked</source>
      <translation>네트워크가 본 위치 표시(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Window:</source>
      <translation>창(&amp;W):</translation>
    </message>
    <message>
      <source>A body part of which the scan shows something</source>
      <translation>스캔에 일부라도 보이는 신체 부위</translation>
    </message>
    <message>
      <source>A body part that is less probable than this is for review; at 0 none is</source>
      <translation>신체 부위의 확률이 이보다 낮으면 검토 대상입니다. 0이면 검토하지 않습니다</translation>
    </message>
    <message>
      <source>A contrast label that is less probable than this is for review; at 0 none is</source>
      <translation>조영제 분류의 확률이 이보다 낮으면 검토 대상입니다. 0이면 검토하지 않습니다</translation>
    </message>
    <message>
      <source>A fourth row: maxima after bone has been taken away, at about 3 mm as the network saw them. They decide contrast</source>
      <translation>네 번째 줄: 뼈를 제거한 뒤의 최댓값(네트워크가 본 약 3 mm 해상도). 조영제 여부를 결정합니다</translation>
    </message>
    <message>
      <source>AIP</source>
      <translation>AIP</translation>
    </message>
    <message>
      <source>AIP axial</source>
      <translation>AIP 축상면</translation>
    </message>
    <message>
      <source>AIP coronal</source>
      <translation>AIP 관상면</translation>
    </message>
    <message>
      <source>AIP sagittal</source>
      <translation>AIP 시상면</translation>
    </message>
    <message>
      <source>Advanced</source>
      <translation>고급</translation>
    </message>
    <message>
      <source>Agreement:</source>
      <translation>일치도:</translation>
    </message>
    <message>
      <source>All volumes</source>
      <translation>모든 볼륨</translation>
    </message>
    <message>
      <source>All volumes and their labels</source>
      <translation>모든 볼륨과 분류 결과</translation>
    </message>
    <message>
      <source>Apache License 2.0. The model card of each model names its training data.</source>
      <translation>Apache License 2.0. 각 모델의 학습 데이터는 모델 카드에 적혀 있습니다.</translation>
    </message>
    <message>
      <source>Apple GPU (MPS)</source>
      <translation>Apple GPU (MPS)</translation>
    </message>
    <message>
      <source>As in the slice views</source>
      <translation>슬라이스 뷰와 같게</translation>
    </message>
    <message>
      <source>Average intensity projection: the mean along the axis</source>
      <translation>평균 강도 투영: 축을 따른 평균값</translation>
    </message>
    <message>
      <source>Average intensity projection: the mean along the axis, axial
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>평균 강도 투영: 축을 따른 평균값, 축상면
클릭: 슬라이스 뷰를 그곳으로 이동합니다. 두 번 클릭: 볼륨으로 엽니다. 오른쪽 클릭 또는 메뉴 키: 더 보기.</translation>
    </message>
    <message>
      <source>Average intensity projection: the mean along the axis, coronal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>평균 강도 투영: 축을 따른 평균값, 관상면
클릭: 슬라이스 뷰를 그곳으로 이동합니다. 두 번 클릭: 볼륨으로 엽니다. 오른쪽 클릭 또는 메뉴 키: 더 보기.</translation>
    </message>
    <message>
      <source>Average intensity projection: the mean along the axis, sagittal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>평균 강도 투영: 축을 따른 평균값, 시상면
클릭: 슬라이스 뷰를 그곳으로 이동합니다. 두 번 클릭: 볼륨으로 엽니다. 오른쪽 클릭 또는 메뉴 키: 더 보기.</translation>
    </message>
    <message>
      <source>Axial</source>
      <translation>축상면</translation>
    </message>
    <message>
      <source>Body &amp;part only</source>
      <translation>신체 부위만(&amp;P)</translation>
    </message>
    <message>
      <source>Body part</source>
      <translation>신체 부위</translation>
    </message>
    <message>
      <source>Body part:</source>
      <translation>신체 부위:</translation>
    </message>
    <message>
      <source>Bone</source>
      <translation>뼈</translation>
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
      <translation>CT 볼륨</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>취소</translation>
    </message>
    <message>
      <source>Cancelling</source>
      <translation>취소하는 중</translation>
    </message>
    <message>
      <source>Classify &amp;all</source>
      <translation>모두 분류(&amp;A)</translation>
    </message>
    <message>
      <source>Click a volume, or press Enter, to show its result</source>
      <translation>볼륨을 클릭하거나 Enter 키를 누르면 결과가 표시됩니다</translation>
    </message>
    <message>
      <source>Contrast</source>
      <translation>조영제</translation>
    </message>
    <message>
      <source>Contrast:</source>
      <translation>조영제:</translation>
    </message>
    <message>
      <source>Coronal</source>
      <translation>관상면</translation>
    </message>
    <message>
      <source>DICOM tags:</source>
      <translation>DICOM 태그:</translation>
    </message>
    <message>
      <source>De&amp;vice:</source>
      <translation>장치(&amp;V):</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>장치</translation>
    </message>
    <message>
      <source>Enter moves the slice views to its middle; the menu key offers more</source>
      <translation>Enter 키는 슬라이스 뷰를 가운데로 이동하고, 메뉴 키는 더 많은 기능을 보여 줍니다</translation>
    </message>
    <message>
      <source>Export settings</source>
      <translation>설정 내보내기</translation>
    </message>
    <message>
      <source>Export your readings</source>
      <translation>판독 내보내기</translation>
    </message>
    <message>
      <source>Find the &amp;regions of long scans</source>
      <translation>긴 스캔의 영역 찾기(&amp;R)</translation>
    </message>
    <message>
      <source>Folder of the model</source>
      <translation>모델 폴더</translation>
    </message>
    <message>
      <source>For each kind of reconstruction</source>
      <translation>재구성 종류별</translation>
    </message>
    <message>
      <source>Go to where the network looked</source>
      <translation>네트워크가 본 위치로 이동</translation>
    </message>
    <message>
      <source>Height (mm)</source>
      <translation>높이 (mm)</translation>
    </message>
    <message>
      <source>How many of the nine reconstructions, each by itself, name the same body part and contrast</source>
      <translation>아홉 개의 재구성 영상 가운데 각각 같은 신체 부위와 조영제 여부를 가리키는 영상의 수</translation>
    </message>
    <message>
      <source>Import settings</source>
      <translation>설정 가져오기</translation>
    </message>
    <message>
      <source>Installing the Python packages; this may take several minutes</source>
      <translation>Python 패키지를 설치하는 중입니다. 몇 분 걸릴 수 있습니다</translation>
    </message>
    <message>
      <source>Its ends as the volume counts its slices</source>
      <translation>볼륨의 슬라이스 번호로 나타낸 양 끝</translation>
    </message>
    <message>
      <source>Its lowest and its highest slice, as S in the patient</source>
      <translation>환자 좌표 S로 나타낸 가장 낮은 슬라이스와 가장 높은 슬라이스</translation>
    </message>
    <message>
      <source>Label that is explained</source>
      <translation>설명하는 분류 결과</translation>
    </message>
    <message>
      <source>Labels are written on the volume, and on its item in the subject hierarchy, where the Data module can filter by them</source>
      <translation>분류 결과를 볼륨과 대상 계층 구조의 항목에 기록하며, Data 모듈에서 이를 기준으로 거를 수 있습니다</translation>
    </message>
    <message>
      <source>List which stretch of a long scan is which body part. Takes about three times as long</source>
      <translation>긴 스캔의 어느 구간이 어느 신체 부위인지 나열합니다. 약 세 배의 시간이 걸립니다</translation>
    </message>
    <message>
      <source>Load and choose a CT volume first</source>
      <translation>먼저 CT 볼륨을 불러와 선택하세요</translation>
    </message>
    <message>
      <source>Lung</source>
      <translation>폐</translation>
    </message>
    <message>
      <source>MIP</source>
      <translation>MIP</translation>
    </message>
    <message>
      <source>MIP axial</source>
      <translation>MIP 축상면</translation>
    </message>
    <message>
      <source>MIP coronal</source>
      <translation>MIP 관상면</translation>
    </message>
    <message>
      <source>MIP sagittal</source>
      <translation>MIP 시상면</translation>
    </message>
    <message>
      <source>Make a bo&amp;x for each</source>
      <translation>각각 상자 만들기(&amp;X)</translation>
    </message>
    <message>
      <source>Make a box (a markups ROI) around each region, as for the module Crop Volume; boxes made before for this volume are replaced</source>
      <translation>Crop Volume 모듈에서 쓰는 것처럼 각 영역을 둘러싸는 상자(마크업 ROI)를 만듭니다. 이 볼륨에 전에 만든 상자는 바뀝니다</translation>
    </message>
    <message>
      <source>Maximum after bone has been taken away, on which contrast is decided, axial
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>뼈를 제거한 뒤의 최댓값, 조영제 여부를 결정함, 축상면
클릭: 슬라이스 뷰를 그곳으로 이동합니다. 두 번 클릭: 볼륨으로 엽니다. 오른쪽 클릭 또는 메뉴 키: 더 보기.</translation>
    </message>
    <message>
      <source>Maximum after bone has been taken away, on which contrast is decided, coronal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>뼈를 제거한 뒤의 최댓값, 조영제 여부를 결정함, 관상면
클릭: 슬라이스 뷰를 그곳으로 이동합니다. 두 번 클릭: 볼륨으로 엽니다. 오른쪽 클릭 또는 메뉴 키: 더 보기.</translation>
    </message>
    <message>
      <source>Maximum after bone has been taken away, on which contrast is decided, sagittal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>뼈를 제거한 뒤의 최댓값, 조영제 여부를 결정함, 시상면
클릭: 슬라이스 뷰를 그곳으로 이동합니다. 두 번 클릭: 볼륨으로 엽니다. 오른쪽 클릭 또는 메뉴 키: 더 보기.</translation>
    </message>
    <message>
      <source>Maximum intensity projection after bone has been taken away: vessels stand out. These three views decide contrast</source>
      <translation>뼈를 제거한 최대 강도 투영: 혈관이 두드러집니다. 이 세 영상이 조영제 여부를 결정합니다</translation>
    </message>
    <message>
      <source>Maximum intensity projection: the highest value along the axis</source>
      <translation>최대 강도 투영: 축을 따른 최댓값</translation>
    </message>
    <message>
      <source>Maximum intensity projection: the highest value along the axis, axial
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>최대 강도 투영: 축을 따른 최댓값, 축상면
클릭: 슬라이스 뷰를 그곳으로 이동합니다. 두 번 클릭: 볼륨으로 엽니다. 오른쪽 클릭 또는 메뉴 키: 더 보기.</translation>
    </message>
    <message>
      <source>Maximum intensity projection: the highest value along the axis, coronal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>최대 강도 투영: 축을 따른 최댓값, 관상면
클릭: 슬라이스 뷰를 그곳으로 이동합니다. 두 번 클릭: 볼륨으로 엽니다. 오른쪽 클릭 또는 메뉴 키: 더 보기.</translation>
    </message>
    <message>
      <source>Maximum intensity projection: the highest value along the axis, sagittal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>최대 강도 투영: 축을 따른 최댓값, 시상면
클릭: 슬라이스 뷰를 그곳으로 이동합니다. 두 번 클릭: 볼륨으로 엽니다. 오른쪽 클릭 또는 메뉴 키: 더 보기.</translation>
    </message>
    <message>
      <source>Mid-
plane</source>
      <translation>중앙
단면</translation>
    </message>
    <message>
      <source>Mid-plane axial</source>
      <translation>중앙 단면 축상면</translation>
    </message>
    <message>
      <source>Mid-plane coronal</source>
      <translation>중앙 단면 관상면</translation>
    </message>
    <message>
      <source>Mid-plane sagittal</source>
      <translation>중앙 단면 시상면</translation>
    </message>
    <message>
      <source>Model's own</source>
      <translation>모델의 값</translation>
    </message>
    <message>
      <source>Model:</source>
      <translation>모델:</translation>
    </message>
    <message>
      <source>Move the slice views to where the network saw most that speaks for the label</source>
      <translation>분류 결과의 근거가 가장 많이 보인 곳으로 슬라이스 뷰를 이동합니다</translation>
    </message>
    <message>
      <source>NVIDIA GPU (CUDA)</source>
      <translation>NVIDIA GPU (CUDA)</translation>
    </message>
    <message>
      <source>Name of the model, and the first digits of the SHA-256 of its weights</source>
      <translation>모델 이름과 가중치 SHA-256의 앞자리</translation>
    </message>
    <message>
      <source>Name the body part and the contrast of every volume in the scene</source>
      <translation>장면에 있는 모든 볼륨의 신체 부위와 조영제 여부를 알려 줍니다</translation>
    </message>
    <message>
      <source>Name the body part and the contrast of this volume</source>
      <translation>이 볼륨의 신체 부위와 조영제 여부를 알려 줍니다</translation>
    </message>
    <message>
      <source>Name the body part, and leave contrast out</source>
      <translation>신체 부위만 알려 주고 조영제는 제외합니다</translation>
    </message>
    <message>
      <source>Names the body part of a CT volume (brain, neck, chest, abdomen or pelvis) and whether intravenous contrast was given, from nine reconstructions. The labels become attributes of the volume. For research; not for clinical use.</source>
      <translation>아홉 개의 재구성 영상으로 CT 볼륨의 신체 부위(뇌, 목, 흉부, 복부, 골반)와 정맥 조영제 투여 여부를 알려 줍니다. 분류 결과는 볼륨의 속성이 됩니다. 연구용이며 임상용이 아닙니다.</translation>
    </message>
    <message>
      <source>Not classified yet.</source>
      <translation>아직 분류하지 않았습니다.</translation>
    </message>
    <message>
      <source>OK: no reason for doubt was found. Review: classified, but a person should look. Rejected: not a CT volume this tool can judge. Out of date: the voxels have changed since.</source>
      <translation>OK: 의심할 이유가 없습니다. 검토: 분류했지만 사람이 확인해야 합니다. 거부됨: 이 도구가 판단할 수 있는 CT 볼륨이 아닙니다. 오래됨: 이후에 복셀이 바뀌었습니다.</translation>
    </message>
    <message>
      <source>On this computer, for all scenes</source>
      <translation>이 컴퓨터의 모든 장면에 적용</translation>
    </message>
    <message>
      <source>Orange: what speaks for the label in each picture. The scale is the same for all nine; the places are coarse, several centimeters wide. For contrast the network also looks at MIPs without bone: their part lies on the MIPs, or on the fourth row while that is shown</source>
      <translation>주황색: 각 영상에서 분류 결과의 근거가 되는 곳. 아홉 영상의 척도는 같으며, 위치는 수 센티미터 폭으로 대략적입니다. 조영제의 경우 네트워크는 뼈를 제외한 MIP도 보며, 그 몫은 MIP 위에 표시됩니다(네 번째 줄이 보이면 그 위에)</translation>
    </message>
    <message>
      <source>Probability</source>
      <translation>확률</translation>
    </message>
    <message>
      <source>Probability below which a body part is for review</source>
      <translation>신체 부위를 검토해야 하는 확률 기준</translation>
    </message>
    <message>
      <source>Probability below which a contrast label is for review</source>
      <translation>조영제 분류를 검토해야 하는 확률 기준</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>진행률</translation>
    </message>
    <message>
      <source>Reader:</source>
      <translation>판독자:</translation>
    </message>
    <message>
      <source>Reason:</source>
      <translation>이유:</translation>
    </message>
    <message>
      <source>Region</source>
      <translation>영역</translation>
    </message>
    <message>
      <source>Regions of this scan</source>
      <translation>이 스캔의 영역</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>결과</translation>
    </message>
    <message>
      <source>Review &amp;body part below:</source>
      <translation>신체 부위 검토 기준(&amp;B):</translation>
    </message>
    <message>
      <source>Review co&amp;ntrast below:</source>
      <translation>조영제 검토 기준(&amp;N):</translation>
    </message>
    <message>
      <source>Reviewe&amp;d: the rest is right</source>
      <translation>검토함(&amp;D): 나머지는 맞음</translation>
    </message>
    <message>
      <source>Sagittal</source>
      <translation>시상면</translation>
    </message>
    <message>
      <source>Show the &amp;three views without bone</source>
      <translation>뼈를 제외한 세 영상 표시(&amp;T)</translation>
    </message>
    <message>
      <source>Slices</source>
      <translation>슬라이스</translation>
    </message>
    <message>
      <source>Soft tissue</source>
      <translation>연부조직</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>상태</translation>
    </message>
    <message>
      <source>Stop; what is finished stays</source>
      <translation>중지합니다. 끝난 결과는 남습니다</translation>
    </message>
    <message>
      <source>Tables (*.csv)</source>
      <translation>표 (*.csv)</translation>
    </message>
    <message>
      <source>Take over settings that were exported on another computer</source>
      <translation>다른 컴퓨터에서 내보낸 설정을 가져옵니다</translation>
    </message>
    <message>
      <source>The CT volume to look at</source>
      <translation>살펴볼 CT 볼륨</translation>
    </message>
    <message>
      <source>The best there is</source>
      <translation>사용 가능한 최선</translation>
    </message>
    <message>
      <source>The body part as you see it; kept beside the prediction</source>
      <translation>판독자가 본 신체 부위. 예측과 함께 보관됩니다</translation>
    </message>
    <message>
      <source>The body parts of this scan, from head to feet. Click a row, or press Enter: the slice views move to its middle</source>
      <translation>이 스캔의 신체 부위(머리에서 발 순서). 행을 클릭하거나 Enter 키를 누르면 슬라이스 뷰가 가운데로 이동합니다</translation>
    </message>
    <message>
      <source>The central slice</source>
      <translation>중앙 단면</translation>
    </message>
    <message>
      <source>The central slice, axial
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>중앙 단면, 축상면
클릭: 슬라이스 뷰를 그곳으로 이동합니다. 두 번 클릭: 볼륨으로 엽니다. 오른쪽 클릭 또는 메뉴 키: 더 보기.</translation>
    </message>
    <message>
      <source>The central slice, coronal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>중앙 단면, 관상면
클릭: 슬라이스 뷰를 그곳으로 이동합니다. 두 번 클릭: 볼륨으로 엽니다. 오른쪽 클릭 또는 메뉴 키: 더 보기.</translation>
    </message>
    <message>
      <source>The central slice, sagittal
Click: move the slice views there. Double click: open as a volume. Right click or menu key: more.</source>
      <translation>중앙 단면, 시상면
클릭: 슬라이스 뷰를 그곳으로 이동합니다. 두 번 클릭: 볼륨으로 엽니다. 오른쪽 클릭 또는 메뉴 키: 더 보기.</translation>
    </message>
    <message>
      <source>The folder of a model of your own; empty for the bundled model</source>
      <translation>직접 만든 모델의 폴더. 비워 두면 기본 모델을 씁니다</translation>
    </message>
    <message>
      <source>The probability of the less certain of the two</source>
      <translation>둘 중 덜 확실한 것의 확률</translation>
    </message>
    <message>
      <source>V&amp;olume:</source>
      <translation>볼륨(&amp;O):</translation>
    </message>
    <message>
      <source>Vessel
MIP</source>
      <translation>혈관
MIP</translation>
    </message>
    <message>
      <source>Vessel MIP axial</source>
      <translation>혈관 MIP 축상면</translation>
    </message>
    <message>
      <source>Vessel MIP coronal</source>
      <translation>혈관 MIP 관상면</translation>
    </message>
    <message>
      <source>Vessel MIP sagittal</source>
      <translation>혈관 MIP 시상면</translation>
    </message>
    <message>
      <source>Volume</source>
      <translation>볼륨</translation>
    </message>
    <message>
      <source>What the DICOM tags say, which the network never sees: whether it agrees with the labels or conflicts with them</source>
      <translation>네트워크가 보지 않는 DICOM 태그의 내용: 분류 결과와 일치하는지, 어긋나는지</translation>
    </message>
    <message>
      <source>What this reconstruction alone says; what differs from the result has a crossed equals sign</source>
      <translation>이 재구성 영상만의 판단. 결과와 다르면 같지 않음 기호가 붙습니다</translation>
    </message>
    <message>
      <source>What you say yourself. It is kept beside the prediction, and no new run changes it</source>
      <translation>판독자의 의견. 예측과 함께 보관되며 다시 분류해도 바뀌지 않습니다</translation>
    </message>
    <message>
      <source>Where the network runs. The CPU takes about a second for a volume</source>
      <translation>네트워크가 실행되는 곳. CPU는 볼륨당 1초 정도 걸립니다</translation>
    </message>
    <message>
      <source>Whether intravenous contrast was given</source>
      <translation>정맥 조영제 투여 여부</translation>
    </message>
    <message>
      <source>Whether intravenous contrast was given, as you see it; kept beside the prediction</source>
      <translation>판독자가 본 정맥 조영제 투여 여부. 예측과 함께 보관됩니다</translation>
    </message>
    <message>
      <source>Whether intravenous contrast was given, with its probability</source>
      <translation>정맥 조영제 투여 여부와 그 확률</translation>
    </message>
    <message>
      <source>Which HU the pictures show as black and as white. Of an AIP, which mixes body and air, soft tissue and bone are found in its own gray levels</source>
      <translation>영상에서 검은색과 흰색으로 표시되는 HU 값. 몸과 공기가 섞이는 AIP에서는 연부조직과 뼈가 AIP 고유의 회색 범위에 있습니다</translation>
    </message>
    <message>
      <source>Which label is explained</source>
      <translation>어느 분류 결과를 설명할지</translation>
    </message>
    <message>
      <source>Why the status is not OK, and what had to be done to the volume</source>
      <translation>상태가 OK가 아닌 이유와 볼륨에 적용한 처리</translation>
    </message>
    <message>
      <source>Window of the pictures</source>
      <translation>영상의 창</translation>
    </message>
    <message>
      <source>With its probability</source>
      <translation>확률과 함께</translation>
    </message>
    <message>
      <source>Write these settings to a file (JSON) for other computers</source>
      <translation>다른 컴퓨터에서 쓸 수 있게 이 설정을 파일(JSON)로 저장합니다</translation>
    </message>
    <message>
      <source>Write to the subject &amp;hierarchy too</source>
      <translation>대상 계층 구조에도 기록(&amp;H)</translation>
    </message>
    <message>
      <source>Write your readings of all volumes to a table (CSV) that ctbodycontrast prepare --corrections reads</source>
      <translation>모든 볼륨의 판독을 ctbodycontrast prepare --corrections가 읽는 표(CSV)로 저장합니다</translation>
    </message>
    <message>
      <source>You have looked at this volume: what you did not correct is right. Without the check mark your reading is removed</source>
      <translation>이 볼륨을 확인했으며, 고치지 않은 것은 맞습니다. 체크를 해제하면 판독이 삭제됩니다</translation>
    </message>
    <message>
      <source>Your reading of the body part</source>
      <translation>신체 부위에 대한 판독</translation>
    </message>
    <message>
      <source>Your reading of the contrast</source>
      <translation>조영제에 대한 판독</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastDatabase</name>
    <message>
      <source>&amp;Load</source>
      <translation>불러오기(&amp;L)</translation>
    </message>
    <message>
      <source>CT series of the DICOM database and their results</source>
      <translation>DICOM 데이터베이스의 CT 시리즈와 그 결과</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>취소</translation>
    </message>
    <message>
      <source>Check all</source>
      <translation>모두 선택</translation>
    </message>
    <message>
      <source>Check every series</source>
      <translation>모든 시리즈를 선택합니다</translation>
    </message>
    <message>
      <source>Check no series</source>
      <translation>시리즈 선택을 모두 해제합니다</translation>
    </message>
    <message>
      <source>Check none</source>
      <translation>모두 해제</translation>
    </message>
    <message>
      <source>Check the series to classify; double click one to load it</source>
      <translation>분류할 시리즈를 선택하세요. 두 번 클릭하면 불러옵니다</translation>
    </message>
    <message>
      <source>Classify se&amp;ries</source>
      <translation>시리즈 분류(&amp;R)</translation>
    </message>
    <message>
      <source>DICOM database</source>
      <translation>DICOM 데이터베이스</translation>
    </message>
    <message>
      <source>E&amp;xport</source>
      <translation>내보내기(&amp;X)</translation>
    </message>
    <message>
      <source>List a&amp;gain</source>
      <translation>다시 목록 만들기(&amp;G)</translation>
    </message>
    <message>
      <source>Load the chosen series into the scene</source>
      <translation>선택한 시리즈를 장면에 불러옵니다</translation>
    </message>
    <message>
      <source>Name the body part and the contrast of the checked series; those that have a result keep it</source>
      <translation>선택한 시리즈의 신체 부위와 조영제 여부를 알려 줍니다. 결과가 있는 시리즈는 그대로 둡니다</translation>
    </message>
    <message>
      <source>Patient</source>
      <translation>환자</translation>
    </message>
    <message>
      <source>Progress over the series</source>
      <translation>시리즈 진행률</translation>
    </message>
    <message>
      <source>Re&amp;move results</source>
      <translation>결과 삭제(&amp;M)</translation>
    </message>
    <message>
      <source>Read from the database which CT series it has now</source>
      <translation>데이터베이스에 지금 있는 CT 시리즈를 읽습니다</translation>
    </message>
    <message>
      <source>Remove the results of the checked series, so that they can be classified again</source>
      <translation>선택한 시리즈의 결과를 삭제하여 다시 분류할 수 있게 합니다</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>결과</translation>
    </message>
    <message>
      <source>Save all results as a CSV file, without patients' names and IDs</source>
      <translation>모든 결과를 환자 이름과 ID 없이 CSV 파일로 저장합니다</translation>
    </message>
    <message>
      <source>Series</source>
      <translation>시리즈</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>상태</translation>
    </message>
    <message>
      <source>Stop; what is finished stays, and Classify series goes on from there</source>
      <translation>중지합니다. 끝난 결과는 남고, 시리즈 분류는 거기서 이어집니다</translation>
    </message>
    <message>
      <source>The chosen series, and why its status is not OK</source>
      <translation>선택한 시리즈와, 상태가 OK가 아닌 이유</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.database_batch</name>
    <message>
      <source>The DICOM database is not open. Choose its folder in the module DICOM.</source>
      <translation>DICOM 데이터베이스가 열려 있지 않습니다. DICOM 모듈에서 폴더를 선택하세요.</translation>
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
      <translation>시리즈를 하나 이상 선택하세요.</translation>
    </message>
    <message>
      <source>Export the results</source>
      <translation>결과 내보내기</translation>
    </message>
    <message>
      <source>Listing the series</source>
      <translation>시리즈 목록을 만드는 중</translation>
    </message>
    <message>
      <source>Remove the results of {count} series?</source>
      <translation>시리즈 {count}개의 결과를 삭제할까요?</translation>
    </message>
    <message>
      <source>Tables (*.csv)</source>
      <translation>표 (*.csv)</translation>
    </message>
    <message>
      <source>The DICOM database holds no CT series. Import some in the module DICOM.</source>
      <translation>DICOM 데이터베이스에 CT 시리즈가 없습니다. DICOM 모듈에서 가져오세요.</translation>
    </message>
    <message>
      <source>This series could not be loaded. Try it in the module DICOM, which says why.</source>
      <translation>이 시리즈를 불러올 수 없습니다. 이유를 알려 주는 DICOM 모듈에서 시도하세요.</translation>
    </message>
    <message>
      <source>{done} of {all} CT series have a result: {counts}.</source>
      <translation>CT 시리즈 {all}개 중 {done}개에 결과가 있습니다: {counts}.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.logic</name>
    <message>
      <source>Choose a CT volume: not a label map, a color image, a reconstruction or another node.</source>
      <translation>CT 볼륨을 선택하세요. 레이블 맵, 컬러 영상, 재구성 영상, 다른 노드는 안 됩니다.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.panel</name>
    <message>
      <source>Not classified yet.</source>
      <translation>아직 분류하지 않았습니다.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.reader</name>
    <message>
      <source>As predicted</source>
      <translation>예측과 같음</translation>
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
      <translation>그사이 볼륨이 제거되거나 바뀌어 분류 결과를 붙이지 못했습니다.</translation>
    </message>
    <message>
      <source>Asking the network</source>
      <translation>네트워크에 묻는 중</translation>
    </message>
    <message>
      <source>Cancelled.</source>
      <translation>취소했습니다.</translation>
    </message>
    <message>
      <source>Drawing the reconstructions</source>
      <translation>재구성 영상을 그리는 중</translation>
    </message>
    <message>
      <source>Loading the model</source>
      <translation>모델을 불러오는 중</translation>
    </message>
    <message>
      <source>Making the reconstructions</source>
      <translation>재구성 영상을 만드는 중</translation>
    </message>
    <message>
      <source>Reading</source>
      <translation>읽는 중</translation>
    </message>
    <message>
      <source>Reducing the volume</source>
      <translation>볼륨을 축소하는 중</translation>
    </message>
    <message>
      <source>Starting</source>
      <translation>시작하는 중</translation>
    </message>
    <message>
      <source>Stopped by an unexpected error: {error}</source>
      <translation>예기치 않은 오류로 중지했습니다: {error}</translation>
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
      <translation>합성 복부, 조영증강</translation>
    </message>
    <message>
      <source>Synthetic brain, no contrast</source>
      <translation>합성 뇌, 비조영</translation>
    </message>
    <message>
      <source>Synthetic chest, contrast</source>
      <translation>합성 흉부, 조영증강</translation>
    </message>
    <message>
      <source>Synthetic head to pelvis, contrast</source>
      <translation>합성 머리-골반, 조영증강</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.saving</name>
    <message>
      <source>The file could not be saved: {reason}. Choose another folder.</source>
      <translation>파일을 저장할 수 없습니다: {reason}. 다른 폴더를 선택하세요.</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.settings</name>
    <message>
      <source>Export the settings</source>
      <translation>설정 내보내기</translation>
    </message>
    <message>
      <source>Import settings</source>
      <translation>설정 가져오기</translation>
    </message>
    <message>
      <source>Settings (*.json)</source>
      <translation>설정 (*.json)</translation>
    </message>
    <message>
      <source>The file could not be read: {reason}.</source>
      <translation>파일을 읽을 수 없습니다: {reason}.</translation>
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
      <translation>복부</translation>
    </message>
    <message>
      <source>Body part</source>
      <translation>신체 부위</translation>
    </message>
    <message>
      <source>Body part: {count}</source>
      <translation>신체 부위: {count}</translation>
    </message>
    <message>
      <source>Brain</source>
      <translation>뇌</translation>
    </message>
    <message>
      <source>Chest</source>
      <translation>흉부</translation>
    </message>
    <message>
      <source>Contrast</source>
      <translation>조영제</translation>
    </message>
    <message>
      <source>Contrast: {count}</source>
      <translation>조영제: {count}</translation>
    </message>
    <message>
      <source>MIP</source>
      <translation>MIP</translation>
    </message>
    <message>
      <source>Mid-plane</source>
      <translation>중앙 단면</translation>
    </message>
    <message>
      <source>Neck</source>
      <translation>목</translation>
    </message>
    <message>
      <source>OK</source>
      <translation>OK</translation>
    </message>
    <message>
      <source>Out of date</source>
      <translation>오래됨</translation>
    </message>
    <message>
      <source>Pelvis</source>
      <translation>골반</translation>
    </message>
    <message>
      <source>Readings exported: {count}.</source>
      <translation>내보낸 판독: {count}건.</translation>
    </message>
    <message>
      <source>Rejected</source>
      <translation>거부됨</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>검토</translation>
    </message>
    <message>
      <source>The voxels have changed since. Classify again.</source>
      <translation>이후에 복셀이 바뀌었습니다. 다시 분류하세요.</translation>
    </message>
    <message>
      <source>This volume could not be classified.</source>
      <translation>이 볼륨은 분류할 수 없었습니다.</translation>
    </message>
    <message>
      <source>Training cannot find these, which have neither a series UID nor a file: {names}.</source>
      <translation>시리즈 UID도 파일도 없어 학습에서 찾을 수 없는 볼륨: {names}.</translation>
    </message>
    <message>
      <source>Vessel MIP</source>
      <translation>혈관 MIP</translation>
    </message>
    <message>
      <source>agrees</source>
      <translation>일치</translation>
    </message>
    <message>
      <source>and {count} without bone</source>
      <translation>뼈를 제외한 {count}</translation>
    </message>
    <message>
      <source>axial</source>
      <translation>축상면</translation>
    </message>
    <message>
      <source>conflicts</source>
      <translation>불일치</translation>
    </message>
    <message>
      <source>contrast-enhanced</source>
      <translation>조영증강</translation>
    </message>
    <message>
      <source>coronal</source>
      <translation>관상면</translation>
    </message>
    <message>
      <source>does not tell</source>
      <translation>알 수 없음</translation>
    </message>
    <message>
      <source>not enhanced</source>
      <translation>비조영</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>기재 없음</translation>
    </message>
    <message>
      <source>over 99</source>
      <translation>99 초과</translation>
    </message>
    <message>
      <source>sagittal</source>
      <translation>시상면</translation>
    </message>
    <message>
      <source>{agreeing} of {views} views</source>
      <translation>영상 {views}개 중 {agreeing}개</translation>
    </message>
    <message>
      <source>{agreeing} of {views} views name both labels</source>
      <translation>영상 {views}개 중 {agreeing}개가 두 분류 결과와 일치</translation>
    </message>
    <message>
      <source>{labels}; {probability}</source>
      <translation>{labels}; {probability}</translation>
    </message>
    <message>
      <source>{low} to {high}</source>
      <translation>{low} ~ {high}</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.thumbnails</name>
    <message>
      <source>Copy</source>
      <translation>복사</translation>
    </message>
    <message>
      <source>Move the slice views here</source>
      <translation>슬라이스 뷰를 여기로 이동</translation>
    </message>
    <message>
      <source>Open as a volume</source>
      <translation>볼륨으로 열기</translation>
    </message>
    <message>
      <source>Pictures (*.png)</source>
      <translation>그림 (*.png)</translation>
    </message>
    <message>
      <source>Save as PNG</source>
      <translation>PNG로 저장</translation>
    </message>
    <message>
      <source>Save the picture</source>
      <translation>그림 저장</translation>
    </message>
  </context>
  <context>
    <name>CTBodyContrastModule.viewer</name>
    <message>
      <source>The volume has been moved or changed since. Classify it again.</source>
      <translation>볼륨이 이후에 이동하거나 바뀌었습니다. 다시 분류하세요.</translation>
    </message>
  </context>
</TS>
