// 제목과 본문을 한 문서로 점검하고, 단추를 누르면 가린 사본을 보입니다.
(() => {
  const { garim, ko } = Garim;
  const { createEngine, createEngineSync, prepare } = engines;
  const [form, title, body, panel, state, copy] = ["draft", "title", "body", "panel", "state", "copy"].map((id) => document.getElementById(id));

  const start = async () => {
    await prepare();
    // engine은 입력하는 동안 따로 점검하고, sync는 복사처럼 기다릴 수 없는 일에 바로 답합니다.
    const guard = garim({ strings: ko, engine: createEngine(), sync: () => createEngineSync() });
    window.draft = guard.attachDocument({ title, body }, { panel });
    state.textContent = "";
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    copy.textContent = "";
    try {
      // 확인할 부분이 남았으면 먼저 기안자에게 묻습니다. 가린 글은 다시 읽어 원래 값이 없을 때만 나옵니다.
      const { fields } = await window.draft.export("public");
      copy.textContent = `${fields.title}\n\n${fields.body}`;
      state.textContent = "공개용 사본을 만들었습니다.";
    } catch (error) {
      // 까닭은 화면에 이미 알렸습니다. 원래 글을 대신 내보내지 않습니다.
      state.textContent = error.code === "declined" ? "사본을 만들지 않았습니다." : "사본을 만들지 못했습니다.";
    }
  });

  start().catch(() => {
    state.textContent = garim({ strings: ko, engine: createEngine() }).sentence("note.down");
  });
})();
