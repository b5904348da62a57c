// What the drafter decided. In the page's memory a decision knows its value; kept anywhere it is an HMAC-SHA-256 over kind and folded value with the host's
// key, cut to 64 bits. Without a key, or where the browser has no crypto.subtle (a page without https), decisions live in memory only.
import type { Decision } from "../blocks.js";
import type { ActionId, KindId } from "../kinds.js";

/** Why something stays: one of the catalogue's reasons, or the drafter's own words, which were checked themselves. */
export type Reason = "duty" | "law" | "consent" | "wrong" | { readonly other: string };

/** A decision as it is kept. It holds no value. */
export interface StoredDecision {
  /** 16 hexadecimal digits. */
  readonly tag: string;
  readonly kind: KindId;
  readonly action: ActionId;
  readonly reason?: Reason;
}

/** Where decisions are kept. */
export interface DecisionStore {
  /** 32 bytes that the host holds; never stored with what they sign. */
  readonly key: Uint8Array | (() => Promise<Uint8Array>);
  load(): Promise<readonly StoredDecision[]>;
  save(decisions: readonly StoredDecision[]): void | Promise<void>;
}

/** A decision with its value. */
export interface Decided extends Decision {
  readonly reason?: Reason;
}

/** How a value is compared: compatibility forms, and nothing that is not seen. */
const folded = (value: string): string => value.normalize("NFKC").replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff]/g, "");

const name = (kind: KindId, value: string, block?: string): string => `${kind}\n${block ?? ""}\n${folded(value)}`;

/** All decisions of a document, with one way back for each step. */
export class Decisions {
  private now = new Map<string, Decided>();
  private readonly past: Map<string, Decided>[] = [];
  private stored = new Map<string, StoredDecision>();
  private readonly tags = new Map<string, string>();
  private signing: CryptoKey | undefined;
  /** Counts what was decided, taken back or taken up again. */
  version = 0;

  constructor(private readonly store: DecisionStore | undefined) {}

  /** Whether decisions outlive the page. */
  get kept(): boolean {
    return this.signing !== undefined;
  }

  /** Reads what was kept; true where there is something. */
  async load(): Promise<boolean> {
    const { store } = this;
    if (!store || !globalThis.crypto?.subtle) return false;
    const key = typeof store.key === "function" ? await store.key() : store.key;
    if (key.length < 32) throw new RangeError("key: fewer than 32 bytes");
    this.signing = await crypto.subtle.importKey("raw", new Uint8Array(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    for (const decision of await store.load()) this.stored.set(decision.tag, decision);
    return this.stored.size > 0;
  }

  private async tag(kind: KindId, value: string): Promise<string> {
    const text = name(kind, value);
    const known = this.tags.get(text);
    if (known) return known;
    const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", this.signing!, new TextEncoder().encode(text)));
    const made = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    this.tags.set(text, made);
    return made;
  }

  /** Takes up what was once decided on these values; true where something is new. */
  async recall(values: () => Iterable<readonly [KindId, string]>): Promise<boolean> {
    if (!this.signing || !this.stored.size) return false;
    let any = false;
    for (const [kind, value] of values()) {
      if (this.now.has(name(kind, value))) continue;
      const known = this.stored.get(await this.tag(kind, value));
      if (!known || known.kind !== kind) continue;
      this.now.set(name(kind, value), { kind, value, action: known.action, ...(known.reason ? { reason: known.reason } : {}) });
      any = true;
      this.version += 1;
    }
    return any;
  }

  /** One step: all of these, taken back together. */
  add(decisions: readonly Decided[]): void {
    this.past.push(new Map(this.now));
    this.version += 1;
    for (const decision of decisions) {
      const key = name(decision.kind, decision.value, decision.block);
      // The newest word stands, and for one block it stands above the word for all.
      if (decision.block === undefined) for (const [other, { kind, value }] of this.now) if (name(kind, value) === key) this.now.delete(other);
      this.now.set(key, decision);
    }
    void this.save();
  }

  /** Takes the last step back. */
  undo(): boolean {
    const before = this.past.pop();
    if (!before) return false;
    this.version += 1;
    this.now = before;
    void this.save();
    return true;
  }

  get undoable(): boolean {
    return this.past.length > 0;
  }

  private async save(): Promise<void> {
    if (!this.signing || !this.store) return;
    const out = new Map<string, StoredDecision>();
    // What was kept and not met yet stays kept.
    const met = new Set(this.tags.values());
    for (const [tag, decision] of this.stored) if (!met.has(tag)) out.set(tag, decision);
    for (const { kind, value, action, reason } of [...this.now.values()]) {
      const tag = await this.tag(kind, value);
      out.set(tag, { tag, kind, action, ...(reason ? { reason } : {}) });
    }
    this.stored = out;
    await this.store.save([...out.values()]);
  }

  /** The word on a value. */
  of(kind: KindId, value: string, block: string): Decided | undefined {
    return this.now.get(name(kind, value, block)) ?? this.now.get(name(kind, value));
  }

  /** For the engine. */
  list(): Decision[] {
    return [...this.now.values()].map(({ kind, value, action, block }) => ({ kind, value, action, ...(block === undefined ? {} : { block }) }));
  }

  /** Forgets all values. */
  clear(): void {
    this.now.clear();
    this.past.length = 0;
    this.tags.clear();
    this.stored.clear();
  }
}
