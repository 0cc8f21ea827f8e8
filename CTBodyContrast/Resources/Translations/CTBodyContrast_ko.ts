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
      <source>&amp;Go there</source>
      <translation>이동(&amp;G)</translation>
    </message>
    <message>
      <source>&amp;Show where the network looked</source>
      <translation>네트워크가 본 위치 표시(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Use the GPU if there is one</source>
      <translation>GPU가 있으면 사용(&amp;U)</translation>
    </message>
    <message>
      <source>&amp;Window:</source>
      <translation>창(&amp;W):</translation>
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
      <source>Click a volume to show its result</source>
      <translation>볼륨을 클릭하면 결과가 표시됩니다</translation>
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
      <source>Enter moves the slice views to its middle; the menu key offers more</source>
      <translation>Enter 키는 슬라이스 뷰를 가운데로 이동하고, 메뉴 키는 더 많은 기능을 보여 줍니다</translation>
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
      <source>How many of the nine reconstructions, each by itself, name the same body part and contrast</source>
      <translation>아홉 개의 재구성 영상 가운데 각각 같은 신체 부위와 조영제 여부를 가리키는 영상의 수</translation>
    </message>
    <message>
      <source>Label that is explained</source>
      <translation>설명하는 분류 결과</translation>
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
      <source>Model:</source>
      <translation>모델:</translation>
    </message>
    <message>
      <source>Move the slice views to where the network saw most that speaks for the label</source>
      <translation>분류 결과의 근거가 가장 많이 보인 곳으로 슬라이스 뷰를 이동합니다</translation>
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
      <source>Orange: what speaks for the label in each picture. The scale is the same for all nine; the places are coarse, several centimeters wide. For contrast the network also looks at MIPs without bone: their part lies on the MIPs</source>
      <translation>주황색: 각 영상에서 분류 결과의 근거가 되는 곳. 아홉 영상의 척도는 같으며, 위치는 수 센티미터 폭으로 대략적입니다. 조영제의 경우 네트워크는 뼈를 제외한 MIP도 보며, 그 몫은 MIP 위에 표시됩니다</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>진행률</translation>
    </message>
    <message>
      <source>Reason:</source>
      <translation>이유:</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>결과</translation>
    </message>
    <message>
      <source>Sagittal</source>
      <translation>시상면</translation>
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
      <source>The CT volume to look at</source>
      <translation>살펴볼 CT 볼륨</translation>
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
      <source>V&amp;olume:</source>
      <translation>볼륨(&amp;O):</translation>
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
      <source>Whether intravenous contrast was given, with its probability</source>
      <translation>정맥 조영제 투여 여부와 그 확률</translation>
    </message>
    <message>
      <source>Which HU the pictures show as black and as white</source>
      <translation>영상에서 검은색과 흰색으로 표시되는 HU 값</translation>
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
      <source>Without a GPU the CPU is used; that takes about a second a volume</source>
      <translation>GPU가 없으면 CPU를 사용하며, 볼륨당 1초 정도 걸립니다</translation>
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
    <message>
      <source>The picture could not be saved: {reason}. Choose another folder.</source>
      <translation>그림을 저장할 수 없습니다: {reason}. 다른 폴더를 선택하세요.</translation>
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
