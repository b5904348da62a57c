// The global `Garim` for pages without a bundler that attach editors: the engine's files lie beside it. Frames, plain fields and editable elements need no more.
export * from "./engine.js";
export * from "./dom.js";
export { defineChecker } from "./element.js";
export { surface } from "./adapters/contenteditable.js";
export { iframe } from "./adapters/iframe.js";
export { default as ko } from "./i18n/ko.js";
export { default as en } from "./i18n/en.js";
