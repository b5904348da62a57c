// Blocks and changes as a host gives them, taken apart and put together anew: the door trusts the types of what it is handed.
import type { Block, Change } from "./blocks.js";
import { GarimError } from "./error.js";
import type { Door } from "./glue.js";

type DoorBlock = Parameters<Door["checkBlocks"]>[0][number];
type DoorChange = Parameters<Door["Session"]["prototype"]["apply"]>[0];

const bad = (field: string): GarimError => new GarimError("bad_change", `${field}: not understood`);

function text(value: unknown, field: string): string {
  if (typeof value !== "string") throw bad(field);
  return value;
}

function list<T>(value: unknown, field: string, each: (item: never) => T): T[] {
  if (!Array.isArray(value)) throw bad(field);
  return value.map((item) => {
    if (item === null || item === undefined) throw bad(field);
    return each(item as never);
  });
}

/** A block with its fields as they must be, and no others. */
function blockOf(block: Block & { after?: string | null }): DoorBlock & { after?: string | null } {
  const out: DoorBlock & { after?: string | null } = { id: text(block.id, "id"), text: text(block.text, "text") };
  if (block.role !== undefined) out.role = text(block.role, "role") as NonNullable<Block["role"]>;
  if (block.row !== undefined) out.row = block.row;
  if (block.marks !== undefined) out.marks = list(block.marks, "marks", ({ start, end, item }: NonNullable<Block["marks"]>[number]) => (item === undefined ? { start, end } : { start, end, item }));
  if (block.after !== undefined) out.after = block.after === null ? null : text(block.after, "after");
  return out;
}

/** Blocks for the door. */
export const blocksOf = (blocks: readonly Block[]): DoorBlock[] => list(blocks, "blocks", blockOf);

/** A change for the door; without a revision it takes the one that follows `rev`. */
export function changeOf(change: Change, rev: number): DoorChange {
  if (typeof change !== "object" || change === null) throw bad("change");
  const out: DoorChange = { rev: change.rev ?? rev + 1 };
  if (change.upsert !== undefined) out.upsert = list(change.upsert, "upsert", blockOf);
  if (change.remove !== undefined) out.remove = list(change.remove, "remove", (id) => text(id, "remove"));
  if (change.order !== undefined) out.order = list(change.order, "order", (id) => text(id, "order"));
  if (change.decisions !== undefined) {
    out.decisions = list(change.decisions, "decisions", ({ kind, value, action, block }: NonNullable<Change["decisions"]>[number]) => ({
      kind: text(kind, "kind"),
      value: text(value, "value"),
      action: text(action, "action") as typeof action,
      ...(block === undefined ? {} : { block: text(block, "block") }),
    }));
  }
  return out;
}
