// The global `Garim` for a plain <script> that needs no other file: the engine is in it.
export * from "./inline.js";
