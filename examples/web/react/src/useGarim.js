// 가림을 React 컴포넌트에 붙입니다. 글은 입력 칸이 갖고 있고 React의 상태로 옮기지 않습니다. 그래서 입력할 때마다 다시 그리지 않으며,
// 가림이 글을 고쳐도(지금 가리기) 상태와 어긋나지 않습니다.
import { createEngine, createEngineSync, prepare } from "garim/engine";
import { garim } from "garim/dom";
import ko from "garim/i18n/ko";
import { useEffect, useRef, useState } from "react";

let guard;

/** 한 쪽에 하나면 됩니다. 다시 시도할 수 있도록 실패는 기억하지 않습니다. */
const ready = () =>
  (guard ??= prepare()
    .then(() => garim({ strings: ko, engine: createEngine(), sync: () => createEngineSync() }))
    .catch((error) => {
      guard = undefined;
      throw error;
    }));

/**
 * 제목과 본문을 한 문서로 붙입니다. 세 ref를 각 요소에 주십시오.
 * `state`는 "loading"(불러오는 중), "ready"(점검함), "failed"(점검하지 못함)입니다.
 */
export function useGarim() {
  const [title, body, panel, draft] = [useRef(null), useRef(null), useRef(null), useRef(null)];
  const [state, setState] = useState("loading");

  useEffect(() => {
    let left = false;
    ready().then(
      (made) => {
        // 준비하는 사이에 화면을 떠났으면 붙이지 않습니다. StrictMode는 두 번 붙였다 떼어 봅니다.
        if (left) return;
        draft.current = made.attachDocument({ title: title.current, body: body.current }, { panel: panel.current });
        setState("ready");
      },
      () => left || setState("failed"),
    );
    return () => {
      left = true;
      draft.current?.detach();
      draft.current = null;
    };
  }, []);

  return { title, body, panel, draft, state };
}
