// Who answers: the same in a worker and on the page. One letter at a time, in the order they come.
import type { Applied, Change } from "./blocks.js";
import { build } from "./build.js";
import { Core } from "./core.js";
import { compile, start, type Running } from "./door.js";
import { GarimError, asGarimError } from "./error.js";
import type { Batch, Letter, Refusal, Reply } from "./protocol.js";
import { readyRules } from "./rules.js";
import { OpenSession } from "./session.js";
import { joinSpans } from "./spans.js";

const refusal = (thrown: unknown): Refusal => {
  const { code, message } = asGarimError(thrown, "engine_crashed");
  return { code, message };
};

/** An engine and its sessions, spoken to by letters. */
export class Desk {
  private core: Core | undefined;
  private readonly sessions = new Map<number, OpenSession>();

  /** Answers a letter. */
  async answer(letter: Letter): Promise<Reply> {
    const reply: Reply = { build, id: letter.id };
    if (letter.rev !== undefined) reply.rev = letter.rev;
    try {
      if (letter.build !== build) throw new GarimError("engine_mismatch", "the page and the worker are of different versions of garim");
      reply.ok = await this.work(letter);
    } catch (thrown) {
      reply.error = refusal(thrown);
    }
    return reply;
  }

  private async work(letter: Letter): Promise<unknown> {
    if (letter.type === "start") {
      // Started at once, because only that shows that this place allows it; in time, because a page may refuse to do it at once.
      const [module, rules] = await Promise.all([compile(letter.engine), readyRules(letter.rules)]);
      let first: Running | undefined = await start(module);
      this.core = new Core(module, () => {
        const instance = first;
        first = undefined;
        return instance;
      }, rules);
      return undefined;
    }
    const core = this.core;
    if (!core) throw new GarimError("disposed", "the engine has not been started");
    switch (letter.type) {
      case "check":
        return core.checkJson(letter.text, letter.options);
      case "blocks":
        return core.checkBlocks(letter.blocks, letter.options);
      case "open": {
        const session = new OpenSession(core, letter.blocks, letter.options);
        this.sessions.set(letter.session, session);
        if (letter.decisions?.length) session.apply({ decisions: letter.decisions });
        return undefined;
      }
      case "apply":
        return applyAll(this.session(letter.session), letter.changes, letter.spans);
      case "ask": {
        const session = this.session(letter.session);
        return (session[letter.question] as (about: unknown) => unknown).call(session, letter.about);
      }
      case "close":
        this.session(letter.session).dispose();
        this.sessions.delete(letter.session);
        return undefined;
      case "wipe":
        core.dispose();
        this.sessions.clear();
        return undefined;
    }
  }

  private session(number: number): OpenSession {
    const session = this.sessions.get(number);
    if (!session) throw new GarimError("engine_crashed", "the engine that held this session has ended");
    return session;
  }
}

/** Whether a change only gives new texts. */
const onlyTexts = (change: Change): boolean => !change.remove?.length && !change.order && !change.decisions;

/** Changes that only give new texts, as one; undefined where there is another among them. */
export function merged(changes: readonly Change[]): Change | undefined {
  if (!changes.every(onlyTexts)) return undefined;
  const blocks = new Map<string, NonNullable<Change["upsert"]>[number]>();
  for (const change of changes) {
    for (const block of change.upsert ?? []) {
      const before = blocks.get(block.id);
      blocks.set(block.id, before?.after !== undefined && block.after === undefined ? { ...block, after: before.after } : block);
    }
  }
  const out: Change = { upsert: [...blocks.values()] };
  const rev = changes[changes.length - 1]?.rev;
  if (rev !== undefined) out.rev = rev;
  return out;
}

/** Several changes and one answer to all of them. */
function applyAll(session: OpenSession, changes: readonly Change[], spans: boolean): Batch {
  const one = (change: Change): Applied | Uint32Array => (spans ? session.applySpans(change) : session.apply(change));
  const together = changes.length > 1 ? merged(changes) : undefined;
  if (together) {
    try {
      return { answer: one(together), rev: session.rev, refused: changes.map(() => undefined) };
    } catch (thrown) {
      // One of them is not in order: each by itself shows which.
      if (refusal(thrown).code === "engine_crashed") throw thrown;
    }
  }
  const answers: (Applied | Uint32Array)[] = [];
  const refused = changes.map((change) => {
    try {
      answers.push(one(change));
      return undefined;
    } catch (thrown) {
      const why = refusal(thrown);
      if (why.code === "engine_crashed") throw thrown;
      return why;
    }
  });
  const answer = answers.length === 1 ? answers[0] : spans ? joinSpans(answers as Uint32Array[]) : joinApplied(answers as Applied[]);
  return { answer, rev: session.rev, refused };
}

/** Several answers as one: of a block the last word counts. */
function joinApplied(answers: readonly Applied[]): Applied {
  const blocks = new Map<string, Applied["changed"][number]>();
  const out: Applied = { rev: 0, changed: [] };
  for (const answer of answers) {
    out.rev = answer.rev;
    if (answer.disclosure) out.disclosure = answer.disclosure;
    for (const changed of answer.changed) blocks.set(changed.block, changed);
  }
  out.changed = [...blocks.values()];
  return out;
}
