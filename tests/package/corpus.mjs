// Texts to compare by: the shared corpus, and as many documents as are wanted, made of its pieces by a generator that is the same everywhere.
import path from "node:path";

import { corpus } from "../wasm/corpus.mjs";
import { root } from "./site.mjs";

/** Every text of the corpus. */
export const texts = () => corpus(path.join(root, "tests/corpus")).map(({ text }) => text);

/** A generator of numbers below a bound, seeded. */
export function numbers(seed) {
  let state = seed >>> 0;
  return (bound) => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % bound;
  };
}

const odd = ["\u0000", "\ud800", "👩‍👧", "\r\n", "\t", "ㅎ", "\u200b", "𝒜", "\ufeff", "　"];

/** Documents of one to twelve pieces of the corpus, now and then decomposed, cut, or with an odd character in it. */
export function documents(count, pieces, seed = 1) {
  const below = numbers(seed);
  return Array.from({ length: count }, () => {
    let text = "";
    for (let left = 1 + below(12); left > 0; left -= 1) {
      let piece = pieces[below(pieces.length)];
      if (piece.length > 2000) piece = piece.slice(below(piece.length - 1500)).slice(0, 1500);
      if (below(8) === 0) piece = piece.normalize("NFD");
      if (below(8) === 0) piece = piece.slice(below(piece.length + 1));
      if (below(6) === 0) {
        const at = below(piece.length + 1);
        piece = piece.slice(0, at) + odd[below(odd.length)] + piece.slice(at);
      }
      text += piece + ["\n", "\n\n", "\t", " "][below(4)];
    }
    return text;
  });
}
