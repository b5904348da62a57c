// The JavaScript door under values that nobody should give: each call answers or throws an Error; the engine never breaks down, and the engine answers on.
import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./site.mjs";

const { createEngineSync, GarimError } = await load("engine");
const CALLS = 3000;

/** A sequence of numbers that is the same in every run. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const HOST = "a getter of the host that throws";
const hostile = {
  get id() {
    throw new Error(HOST);
  },
};
const circle = [];
circle.push(circle);

/** What stands anywhere. */
const VALUES = [
  undefined, null, true, 0, -1, 1, 1.5, NaN, Infinity, 2 ** 31, 2 ** 32, 2 ** 53, "", "가", "\ud800", "\udc00a", "a".repeat(5000), "rrn", "full", "mask", "keep",
  "p0", "cell", [], ["rrn"], ["rrn", 1], [null], {}, circle, hostile, new Proxy({}, {}), () => 1, new Date(0), 10n, new Uint8Array(4), new Map([["id", "p0"]]),
];
const TEXTS = ["", "신청인 김가람(010-0000-1234)에게 알림", "성명\t연락처\n김가람\t010-0000-5678", "\ud800\udc00\ud800", "e\u0301".repeat(200), "○○○ [성명1]", "\u0000\u200b"];

const FIELDS = ["id", "text", "role", "row", "marks", "after", "start", "end", "item", "kind", "value", "action", "block", "rev", "upsert", "remove", "order", "decisions",
  "kinds", "strict", "style", "minConfidence", "publicCopy"];

/** A value: one of those above, a text, an object of some fields, a list; not endlessly deep. */
function value(next, depth = 0) {
  const sort = next(depth > 3 ? 5 : 10);
  if (sort < 4) return VALUES[next(VALUES.length)];
  if (sort === 4) return TEXTS[next(TEXTS.length)];
  if (sort < 8) return Object.fromEntries(Array.from({ length: next(6) }, () => [FIELDS[next(FIELDS.length)], value(next, depth + 1)]));
  return Array.from({ length: next(4) }, () => value(next, depth + 1));
}

/** A change that is nearly one. */
function change(next, rev) {
  const sound = { rev, upsert: [{ id: `p${next(4)}`, text: TEXTS[next(TEXTS.length)] }] };
  const field = ["rev", "upsert", "remove", "order", "decisions"][next(5)];
  return next(3) === 0 ? sound : { ...sound, [field]: value(next) };
}

test("it answers or throws an Error with a code, whatever it is given, and answers on", () => {
  const next = numbers(20990101);
  const engine = createEngineSync();
  let [answered, thrown, session] = [0, 0, undefined];
  const call = (work) => {
    try {
      const made = work();
      answered++;
      return made;
    } catch (error) {
      // What a host's own getter throws is the host's.
      if (error?.message === HOST) return undefined;
      assert.ok(error instanceof GarimError && error.code, `${error?.name}: ${error?.stack}`);
      assert.notEqual(error.code, "engine_crashed", error.stack);
      assert.ok(!/010-0000-(1234|5678)/.test(error.message), "an error shows a value");
      thrown++;
      return undefined;
    }
  };
  for (let i = 0; i < CALLS; i++) {
    switch (next(6)) {
      case 0:
        call(() => engine.check(next(2) ? TEXTS[next(TEXTS.length)] : value(next), next(2) ? undefined : value(next)));
        break;
      case 1:
        call(() => engine.checkBlocks(value(next), value(next)));
        break;
      case 2: {
        const blocks = next(2) ? [{ id: "p0", text: TEXTS[next(TEXTS.length)] }] : value(next);
        const made = call(() => engine.open(blocks, next(3) ? undefined : value(next)));
        if (made) {
          session?.dispose();
          session = made;
        }
        break;
      }
      case 3:
        if (session) call(() => session.seal(next(2) ? undefined : value(next)));
        break;
      default: {
        if (!session) break;
        const [before, rev] = [session.text(), session.rev];
        const given = change(next, rev + 1);
        const told = call(() => (next(2) ? session.apply(given) : session.applySpans(given)));
        if (told === undefined) assert.deepEqual([session.text(), session.rev], [before, rev], "a change that was refused changed something");
      }
    }
    if (i % 500 === 0) assert.equal(engine.check("연락처 010-0000-1234").masked, "연락처 ***-****-****");
  }
  assert.ok(answered > CALLS / 10 && thrown > CALLS / 10, `${answered} answered, ${thrown} refused`);
  engine.dispose();
});
