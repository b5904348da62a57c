// An organisation's rules on their way to an engine. Types only.

/** Rules as the module of the profile packed them. They may be sent to a worker. */
export interface PackedRules {
  rules: Uint8Array;
  /** What answers for their patterns: the module, and what it compiles. */
  patterns?: { module: BufferSource | WebAssembly.Module; set: Uint8Array };
}
