// 기안문의 제목과 본문, 점검 결과, 공개용 사본.
import { useState } from "react";

import { useGarim } from "./useGarim.js";

const states = { loading: "점검 기능을 불러오는 중입니다.", ready: "", failed: "점검 기능을 불러오지 못했습니다. 공개용 사본은 만들 수 없습니다." };

/** `onCopy`는 가린 글을 받습니다. 만들지 못했으면 불리지 않습니다. */
export function DraftForm({ onCopy }) {
  const { title, body, panel, draft, state } = useGarim();
  const [told, setTold] = useState("");

  async function submit(event) {
    event.preventDefault();
    try {
      const { fields } = await draft.current.export("public");
      setTold("공개용 사본을 만들었습니다.");
      onCopy(fields);
    } catch {
      // 까닭은 가림이 화면에 알렸습니다. 원래 글을 대신 보내지 않습니다.
      setTold("사본을 만들지 않았습니다.");
    }
  }

  return (
    <form onSubmit={submit}>
      <p>
        <label htmlFor="title">제목</label>
        <br />
        <input id="title" ref={title} size={80} autoComplete="off" />
      </p>
      <p>
        <label htmlFor="body">본문</label>
        <br />
        <textarea id="body" ref={body} rows={12} cols={80} autoComplete="off" />
      </p>
      <div ref={panel} id="panel" />
      <p>
        <button disabled={state !== "ready"}>공개용 사본 만들기</button> <span role="status">{states[state] || told}</span>
      </p>
    </form>
  );
}
