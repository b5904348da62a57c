// The numbers that the hot path answers with: `[rev, flags, n]`, then for each of n blocks `[number, count]` and count times six numbers.
import { KINDS, type ActionId, type KindId } from "./kinds.js";

/** A finding as it stands in the spans. */
export interface SpanOfNumbers {
  /** Stays with the finding through edits elsewhere in its block; `finding(id)` gives the rest. */
  id: number;
  kind: KindId;
  action: ActionId;
  start: number;
  end: number;
  /** Hundredths. */
  confidence: number;
}

/** What the numbers say. */
export interface ReadSpans {
  rev: number;
  /** Whether the suggestion for the form changed. */
  disclosureChanged: boolean;
  /** By the block's number; `block(number)` gives its id. */
  blocks: Map<number, SpanOfNumbers[]>;
}

const actions: readonly ActionId[] = ["keep", "review", "mask"];

/** Reads the numbers of `applySpans` and `spans`. */
export function readSpans(numbers: Uint32Array): ReadSpans {
  const at = (index: number): number => numbers[index] ?? 0;
  const blocks = new Map<number, SpanOfNumbers[]>();
  let place = 3;
  for (let block = 0; block < at(2); block += 1) {
    const found: SpanOfNumbers[] = [];
    const [number, count] = [at(place), at(place + 1)];
    place += 2;
    for (let i = 0; i < count; i += 1, place += 6) {
      const [id, kind, action, start, end, confidence] = [0, 1, 2, 3, 4, 5].map((k) => at(place + k)) as [number, number, number, number, number, number];
      found.push({ id, kind: KINDS[kind]!.id, action: actions[action]!, start, end, confidence });
    }
    blocks.set(number, found);
  }
  return { rev: at(0), disclosureChanged: (at(1) & 1) === 1, blocks };
}

/** Several answers as one: of a block the last word counts. */
export function joinSpans(answers: readonly Uint32Array[]): Uint32Array {
  const blocks = new Map<number, Uint32Array>();
  let [rev, flags] = [0, 0];
  for (const numbers of answers) {
    rev = numbers[0] ?? rev;
    flags |= numbers[1] ?? 0;
    let place = 3;
    for (let block = 0; block < (numbers[2] ?? 0); block += 1) {
      const end = place + 2 + 6 * (numbers[place + 1] ?? 0);
      blocks.set(numbers[place] ?? 0, numbers.subarray(place, end));
      place = end;
    }
  }
  const out = new Uint32Array(3 + [...blocks.values()].reduce((sum, part) => sum + part.length, 0));
  out.set([rev, flags, blocks.size]);
  let place = 3;
  for (const part of blocks.values()) {
    out.set(part, place);
    place += part.length;
  }
  return out;
}
