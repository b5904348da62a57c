// The worker's script: says which build it is, then answers one letter after another.
import { build } from "./build.js";
import { Desk } from "./desk.js";
import type { Letter, Reply } from "./protocol.js";

const scope = globalThis as unknown as { onmessage: ((event: MessageEvent<Letter>) => void) | null; postMessage(reply: Reply): void };
const desk = new Desk();
let last: Promise<unknown> = Promise.resolve();

scope.onmessage = ({ data }) => {
  last = last.then(async () => scope.postMessage(await desk.answer(data)));
};
scope.postMessage({ build, id: 0 });
