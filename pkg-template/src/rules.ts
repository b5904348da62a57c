// An organisation's rules in an engine: laid under each of its instances, and beside it an instance of the module that holds their patterns.
import type { Running } from "./door.js";
import { GarimError } from "./error.js";
import { bind } from "./glue-profile.js";
import type { PackedRules } from "./packed.js";

/** The same with its module compiled, as `readProfile` gives it already. */
export interface ReadyRules {
  rules: Uint8Array;
  patterns?: { module: WebAssembly.Module; set: Uint8Array };
}

/** What an engine takes of a profile; what is none is refused, so that no rule is lost unseen. */
export function packedOf(profile: { packed: PackedRules } | undefined): PackedRules | undefined {
  if (profile === undefined) return undefined;
  if (!(profile?.packed?.rules instanceof Uint8Array)) throw new GarimError("bad_option", "profile: not what readProfile() gives");
  return profile.packed;
}

/** Compiles what must be compiled. */
export async function readyRules(packed: PackedRules | undefined): Promise<ReadyRules | undefined> {
  const module = packed?.patterns?.module;
  if (!packed?.patterns || !module) return packed as ReadyRules | undefined;
  const compiled = module instanceof WebAssembly.Module ? module : await WebAssembly.compile(module);
  return { rules: packed.rules, patterns: { module: compiled, set: packed.patterns.set } };
}

/** Lays rules under an instance of the engine; what it gives overwrites what their patterns have seen. */
export function lay({ door }: Running, { rules, patterns }: ReadyRules): () => void {
  if (!patterns) {
    door.useRules(rules, undefined);
    return () => {};
  }
  const own = bind();
  let instance: WebAssembly.Instance;
  try {
    instance = new WebAssembly.Instance(patterns.module, own.imports());
  } catch {
    throw new GarimError("not_prepared", "this browser does not start the profile's patterns at once on the page: use createEngine()");
  }
  const { memory } = own.finish(instance, patterns.module);
  const set = own.PatternSet.compile(patterns.set);
  door.useRules(rules, { find: (text: string) => set.find(text) });
  return () => {
    // Nobody frees it later in memory that is overwritten.
    (set as unknown as { __destroy_into_raw(): unknown }).__destroy_into_raw();
    new Uint8Array(memory.buffer).fill(0);
  };
}
