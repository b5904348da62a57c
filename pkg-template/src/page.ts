// The engine on the page itself: every answer at once. Editors whose content is fetched synchronously need it. What `prepare()` made is kept here.
import type { EngineSource, EngineSync, EngineSyncOptions, WasmSource } from "./api.js";
import { Core } from "./core.js";
import { compile, compileSync, start, type Running } from "./door.js";
import { GarimError } from "./error.js";
import { packedOf, type ReadyRules } from "./rules.js";
import { OpenSession } from "./session.js";
import { load } from "./source.js";

/** What `prepare()` made: a module, and an instance where the browser may not start one at once. */
interface Prepared {
  module: WebAssembly.Module;
  spare: Running | undefined;
}

let prepared: Prepared | undefined;
let preparing: Promise<void> | undefined;

/** Compiles and starts an engine ahead; a second call does nothing. */
export function prepareFrom(source?: WasmSource): Promise<void> {
  return (preparing ??= load(source)
    .then(compile)
    .then(async (module) => {
      prepared = { module, spare: await start(module) };
    })
    .catch((error: unknown) => {
      preparing = undefined;
      throw error;
    }));
}

/** Takes the instance that was started ahead, and has the next one started. */
function takeSpare(): Running | undefined {
  const from = prepared;
  const spare = from?.spare;
  if (from && spare) {
    from.spare = undefined;
    void start(from.module).then((next) => {
      from.spare = next;
    });
  }
  return spare;
}

/** An engine of what is given, else of what was prepared, else of what can be had otherwise. */
export function engineFrom(source: EngineSource | undefined, otherwise: () => EngineSource | undefined, options: EngineSyncOptions = {}): EngineSync {
  const rules = packedOf(options.profile);
  if (rules?.patterns && !(rules.patterns.module instanceof WebAssembly.Module)) throw new GarimError("bad_option", "profile: not what readProfile() gives");
  if (source === undefined && prepared) return engineOf(new Core(prepared.module, takeSpare, rules as ReadyRules | undefined));
  const given = source ?? otherwise();
  if (given === undefined) {
    throw new GarimError("not_prepared", "no engine is at hand: give its bytes, await prepare() first, or import garim/inline");
  }
  return engineOf(new Core(compileSync(given), undefined, rules as ReadyRules | undefined));
}

const engineOf = (core: Core): EngineSync => ({
  check: (text, options) => core.check(text, options),
  checkJson: (text, options) => core.checkJson(text, options),
  checkBlocks: (blocks, options) => core.checkBlocks(blocks, options),
  open: (blocks, options) => new OpenSession(core, blocks, options),
  dispose: () => core.dispose(),
});
