// The global `Garim` for a plain <script>; the engine's files lie beside it.
export * from "./engine.js";
