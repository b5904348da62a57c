// 쪽의 시작.
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

import { DraftForm } from "./DraftForm.jsx";

function Page() {
  const [copy, setCopy] = useState();
  return (
    <main>
      <h1>공개용 사본 만들기</h1>
      <DraftForm onCopy={setCopy} />
      <h2>공개용 사본</h2>
      <output id="copy" style={{ whiteSpace: "pre-wrap" }}>
        {copy && `${copy.title}\n\n${copy.body}`}
      </output>
    </main>
  );
}

createRoot(document.getElementById("root")).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
