// A document as the page knows it: the blocks of its fields, what was found in them, what persons marked. Findings move with edits; one that an edit touches
// is dropped until the engine has answered, so that no highlight ever stands on the wrong text.
import type { Applied, Block, BlockFinding } from "../blocks.js";
import type { ActionId, Item, KindId } from "../kinds.js";
import { noteName } from "./strings.js";
import { sameBlock, type BlockChange, type BlockRange, type Highlight, type TextBlock } from "./adapter.js";

/** Something that was found. It never holds the text. */
export interface Found {
  /** Stays the same while the finding stays. */
  readonly id: string;
  readonly kind: KindId;
  readonly action: ActionId;
  readonly item: Item;
  readonly confidence: number;
  readonly rule: string;
  readonly why: string;
  /** Where: one part, or more where it goes on in other blocks. */
  readonly parts: readonly BlockRange[];
}

/** What a person marked as not to be published. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly item?: Item;
}

/** A block and all that is known of it. */
export interface Held {
  block: TextBlock;
  /** The revision of its last edit. */
  rev: number;
  found: Set<Found>;
  marks: Mark[];
}

/** Where one text became another: what lies between was replaced. */
export function editBetween(before: string, after: string): { start: number; end: number; put: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (same < most - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  return { start, end: before.length - same, put: after.length - same - start };
}

let made = 0;

/** The blocks of all fields. */
export class Model {
  readonly held = new Map<string, Held>();
  /** The ids of each field, in order. */
  readonly fields: string[][] = [];
  readonly all = new Map<string, Found>();
  /**
   * Blocks of which the engine may know more than is held here: a finding was dropped for an edit that the engine may never have seen, or an answer came too late.
   * It tells only what changed, so these are asked for.
   */
  readonly unsure = new Set<string>();

  /** Counts what became different of the findings, so that those who show them need not compare. */
  version = 0;
  /** Where each block stands; made anew when their order has changed. */
  private places: Map<string, number> | undefined;

  /** Every id, in order. */
  order(): string[] {
    return this.fields.flat();
  }

  /** All blocks as the engine is told them. */
  blocks(roleOf: (id: string, block: TextBlock) => Block["role"]): Block[] {
    return this.order().map((id) => this.forEngine(id, roleOf));
  }

  forEngine(id: string, roleOf: (id: string, block: TextBlock) => Block["role"]): Block {
    const { block, marks } = this.held.get(id)!;
    const role = roleOf(id, block);
    return { id, text: block.text, ...(role ? { role } : {}), ...(block.row === undefined ? {} : { row: block.row }), ...(marks.length ? { marks } : {}) };
  }

  /** What the engine's new block stands behind. */
  behind(field: number, id: string): string | null {
    const own = this.fields[field]!;
    const at = own.indexOf(id);
    if (at > 0) return own[at - 1]!;
    for (let before = field - 1; before >= 0; before -= 1) {
      const last = this.fields[before]!;
      if (last.length) return last[last.length - 1]!;
    }
    return null;
  }

  private fresh(block: TextBlock, rev: number): void {
    this.held.set(block.id, { block, rev, found: new Set(), marks: [] });
  }

  /** Takes a finding out of all its blocks; gives their ids. */
  drop(found: Found): string[] {
    this.version += 1;
    this.all.delete(found.id);
    return found.parts.flatMap(({ block }) => (this.held.get(block)?.found.delete(found) ? [block] : []));
  }

  private put(found: Found): void {
    this.version += 1;
    this.all.set(found.id, found);
    for (const { block } of found.parts) this.held.get(block)?.found.add(found);
  }

  /** An edit. Gives the blocks in which a finding was dropped or moved, and the edited stretch of each edited block. */
  edit(field: number, change: BlockChange, rev: number): { touched: Set<string>; dropped: Set<string>; stretches: Map<string, { start: number; end: number; put: number }> } {
    const touched = new Set<string>();
    const dropped = new Set<string>();
    const stretches = new Map<string, { start: number; end: number; put: number }>();
    let own = this.fields[field]!;
    /** Marks of blocks that went, for blocks that came with the same text: an editor that renders anew gives new ids. */
    const orphans = new Map<string, Mark[]>();
    for (const id of change.remove ?? []) {
      const held = this.held.get(id);
      if (!held) continue;
      if (held.marks.length) orphans.set(held.block.text, held.marks);
      for (const found of [...held.found]) {
        for (const block of this.drop(found)) dropped.add(block);
        this.unsure.add(found.parts[0]!.block);
      }
      this.held.delete(id);
      dropped.delete(id);
      this.unsure.delete(id);
    }
    if (change.remove?.length) {
      const gone = new Set(change.remove);
      own = own.filter((id) => !gone.has(id));
    }
    const fresh = new Map<string | null | undefined, string[]>();
    let inserted = false;
    for (const { after, ...block } of change.upsert ?? []) {
      const held = this.held.get(block.id);
      if (!held) {
        this.fresh(block, rev);
        this.held.get(block.id)!.marks = orphans.get(block.text) ?? [];
        if (fresh.has(after)) fresh.get(after)!.push(block.id);
        else fresh.set(after, [block.id]);
        inserted = true;
        continue;
      }
      const before = held.block;
      held.block = block;
      held.rev = rev;
      if (before.text === block.text) {
        if (!sameBlock(before, block)) touched.add(block.id);
        continue;
      }
      const stretch = editBetween(before.text, block.text);
      stretches.set(block.id, stretch);
      touched.add(block.id);
      this.move(held, stretch, dropped);
    }
    if (inserted) {
      const next: string[] = [];
      // A long paste is a chain of blocks, each behind the one before: followed with a stack of its own.
      const unroll = (anchor: string | null | undefined): void => {
        const stack = [...(fresh.get(anchor) ?? [])].reverse();
        fresh.delete(anchor);
        for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
          next.push(id);
          const behind = fresh.get(id);
          if (!behind) continue;
          fresh.delete(id);
          for (let at = behind.length - 1; at >= 0; at -= 1) stack.push(behind[at]!);
        }
      };
      unroll(null);
      for (const id of own) {
        next.push(id);
        if (fresh.has(id)) unroll(id);
      }
      unroll(undefined);
      // What stands behind something that is not there stands last.
      for (const ids of [...fresh.values()]) next.push(...ids);
      own = next;
    }
    if (change.order) own = [...change.order];
    if (own !== this.fields[field]) {
      this.places = undefined;
      this.version += 1;
    }
    this.fields[field] = own;
    return { touched, dropped, stretches };
  }

  /** Moves findings and marks of a block with an edit. */
  private move(held: Held, { start, end, put }: { start: number; end: number; put: number }, dropped: Set<string>): void {
    const shift = put - (end - start);
    for (const found of [...held.found]) {
      const part = found.parts.find(({ block }) => block === held.block.id)!;
      if (part.end < start || (part.end === start && end > start)) continue;
      for (const block of this.drop(found)) dropped.add(block);
      this.unsure.add(found.parts[0]!.block);
      if (part.start > end || (part.start === end && end > start)) {
        const parts = found.parts.map((each) => (each === part ? { ...each, start: each.start + shift, end: each.end + shift } : each));
        this.put({ ...found, parts });
      }
    }
    // A mark is a person's word: it grows and shrinks with what is inside, and goes with its last character.
    held.marks = held.marks.flatMap((mark) => {
      const place = (at: number, last: boolean): number => (at < start || (at === start && !last) ? at : at >= end ? at + shift : last ? start + put : start);
      const moved = { ...mark, start: mark.start >= end ? mark.start + shift : place(mark.start, false), end: mark.end <= start ? mark.end : place(mark.end, true) };
      return moved.start < moved.end ? [moved] : [];
    });
  }

  /** All blocks of a field anew. */
  reset(field: number, blocks: readonly TextBlock[], rev: number): void {
    for (const id of this.fields[field] ?? []) {
      for (const found of [...(this.held.get(id)?.found ?? [])]) this.drop(found);
      this.held.delete(id);
    }
    for (const block of blocks) this.fresh(block, rev);
    this.places = undefined;
    this.version += 1;
    this.fields[field] = blocks.map(({ id }) => id);
  }

  /**
   * An answer for revision `rev`. What was edited since keeps what moved with the edit. Gives the blocks in which something is shown differently now.
   */
  answer({ changed }: Pick<Applied, "changed">, rev: number): Set<string> {
    const touched = new Set<string>();
    for (const { block: id, findings } of changed) {
      const held = this.held.get(id);
      if (!held) continue;
      if (held.rev > rev) {
        this.unsure.add(id);
        continue;
      }
      this.unsure.delete(id);
      const before = [...held.found].filter(({ parts }) => parts[0]!.block === id);
      const key = (kind: string, parts: readonly BlockRange[]): string => `${kind} ${parts.map(({ block, start, end }) => `${block}:${start}-${end}`).join()}`;
      const known = new Map(before.map((found) => [key(found.kind, found.parts), found]));
      for (const finding of findings) {
        const parts = partsOf(id, finding);
        if (parts.some(({ block, end }) => (this.held.get(block)?.rev ?? Infinity) > rev || end > (this.held.get(block)?.block.text.length ?? 0))) {
          this.unsure.add(id);
          continue;
        }
        noteName(finding);
        const name = key(finding.kind, parts);
        const same = known.get(name);
        known.delete(name);
        if (same && same.action === finding.action && same.why === finding.why && same.item === finding.item && same.rule === finding.rule) continue;
        if (same) this.drop(same);
        const { kind, action, item, confidence, rule, why } = finding;
        this.put({ id: same?.id ?? `f${(made += 1)}`, kind, action, item, confidence, rule, why, parts });
        for (const { block } of parts) touched.add(block);
      }
      for (const gone of known.values()) for (const block of this.drop(gone)) touched.add(block);
    }
    return touched;
  }

  /** The findings, in the order of the text. */
  sorted(): Found[] {
    const places = (this.places ??= new Map(this.order().map((id, index) => [id, index])));
    const place = ({ parts: [first] }: Found): number => places.get(first!.block) ?? 0;
    return [...this.all.values()].sort((a, b) => place(a) - place(b) || a.parts[0]!.start - b.parts[0]!.start);
  }

  /** The text of a range; empty where the block is gone. */
  text({ block, start, end }: BlockRange): string {
    return this.held.get(block)?.block.text.slice(start, end) ?? "";
  }

  /** The text of a finding as it stands. For the engine and the page only: it goes nowhere else. */
  value(found: Found): string {
    return found.parts.map((part) => this.text(part)).join("\n");
  }

  /** What a block shows; `composed` is the stretch of it that is being composed. */
  highlights(id: string, showKeep: boolean, composed: BlockRange | undefined): Highlight[] {
    const out: Highlight[] = [];
    for (const { kind, action, parts } of this.held.get(id)?.found ?? []) {
      if (action === "keep" && !showKeep) continue;
      for (const { block, start, end } of parts) {
        if (block !== id || start === end) continue;
        const provisional = composed?.block === id && start <= composed.end && end >= composed.start;
        const name = provisional ? "garim-provisional" : (`garim-${action}` as const);
        out.push({ start, end, action, kind, provisional, name, className: `${name} garim-${kind.replace(/_/g, "-")}` });
      }
    }
    return out.sort((a, b) => a.start - b.start);
  }
}

/** The parts of a finding of a block. */
const partsOf = (block: string, { start, end, parts }: BlockFinding): BlockRange[] =>
  parts ? parts.map((part) => ({ block: part.block, start: part.start, end: part.end })) : [{ block, start, end }];
