// The checker page: hands the draft to the engine and shows what it answers. It holds no rule of its own.
import { createEngine } from "./garim/engine.js";

const element = (id) => document.getElementById(id);
const draft = element("draft");
const summary = element("summary");
const findings = element("findings");
const masked = element("masked");

/** One finding as a list entry: all its text comes from the engine and is set as text, never as markup. */
function entryOf(finding) {
  const entry = document.createElement("li");
  entry.className = `garim-${finding.action}`;
  const found = document.createElement("q");
  found.textContent = finding.text;
  const kind = document.createElement("code");
  kind.textContent = `${finding.kind} · ${finding.action}`;
  const why = document.createElement("p");
  why.textContent = finding.why;
  entry.append(found, " ", kind, why);
  return entry;
}

/** Checks what is there now. While one text is being checked the newest of those typed waits, and the others are given up. */
async function check(engine) {
  let checked;
  try {
    checked = await engine.check(draft.value, { stream: "draft" });
  } catch (error) {
    if (error.code === "superseded") return;
    throw error;
  }
  const count = (action) => checked.findings.filter((finding) => finding.action === action).length;
  const [toMask, toReview] = [count("mask"), count("review")];
  if (draft.value === "") summary.textContent = "점검할 글이 없습니다.";
  else if (toMask + toReview === 0) summary.textContent = "가릴 부분을 찾지 못했습니다.";
  else summary.textContent = `가릴 부분 ${toMask}건 · 확인할 부분 ${toReview}건`;
  findings.replaceChildren(...checked.findings.map(entryOf));
  masked.textContent = checked.masked;
}

try {
  const engine = await createEngine();
  draft.disabled = false;
  draft.addEventListener("input", () => check(engine));
  await check(engine);
  document.documentElement.dataset.engine = "ready";
} catch (error) {
  summary.textContent = "점검 기능을 불러오지 못했습니다. 공개용 사본은 만들 수 없습니다.";
  document.documentElement.dataset.engine = "failed";
  throw error;
}
