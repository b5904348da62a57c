// The engine as built for Node: GARIM_PACKAGE names its folder, else the place where `cargo xtask wasm` puts it.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import path from "node:path";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Its folder. */
export const folder = process.env.GARIM_PACKAGE || path.join(root, "target/wasm/pkg-nodejs");

/** The exports of the engine. */
export const engine = createRequire(import.meta.url)(path.join(folder, "garim.js"));
