// garim/dom: what an editor needs around it, without any particular editor.
export * from "./dom/adapter.js";
