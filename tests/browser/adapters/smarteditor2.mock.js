// A mock of Naver SmartEditor2, after the structure that its guide and its sources document: `nhn.husky.EZCreator.createInIFrame` hides the page's textarea and puts a
// frame with the skin behind it; in the skin stand the toolbar, a second frame (`#se2_iframe`) whose body is edited, and the textareas of the HTML and TEXT modes. The
// application answers messages (`exec`), keeps at most twenty states of its own for undo, and writes into the page's textarea only when it is told to
// (`UPDATE_CONTENTS_FIELD`). Nothing of SmartEditor2's own code is here.

const skin = `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>Smart Editor</title><style>body{margin:0}.se2_input_area{height:260px}
.se2_input_wysiwyg,.se2_input_syntax{width:100%;height:260px;border:0}</style></head><body><div id="smart_editor2"><div id="smart_editor2_content">
<div class="se2_tool" id="se2_tool"><button type="button" class="se2_bold">가</button></div>
<div class="se2_input_area husky_seditor_editing_area_container"><iframe src="about:blank" id="se2_iframe" name="se2_iframe" class="se2_input_wysiwyg" title="글쓰기 영역"></iframe>
<textarea title="HTML 편집 모드" class="se2_input_syntax se2_input_htmlsrc" style="display:none"></textarea>
<textarea title="TEXT 편집 모드" class="se2_input_syntax se2_input_text" style="display:none"></textarea></div>
<div class="se2_conversion_mode"><button type="button" class="se2_to_editor">Editor</button><button type="button" class="se2_to_html">HTML</button></div></div></div></body></html>`;
const inputArea = `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>입력창</title><style>body{margin:0;padding:8px;font:14px/1.5 sans-serif}p{margin:0;padding:0}
td{border:1px solid #999}</style></head><body class="se2_inputarea" style="height:240px"></body></html>`;

/** Puts a document into a frame, as loading its address does. */
const load = (frame, html) =>
  new Promise((done) => {
    frame.addEventListener("load", () => done(frame.contentDocument), { once: true });
    frame.srcdoc = html;
  });

/** One editor. */
class Application {
  #mode = "WYSIWYG";
  #states = [];
  #at = -1;
  #frame;
  #source;
  #field;
  #typed = 0;

  constructor(field, frame, source) {
    [this.#field, this.#frame, this.#source] = [field, frame, source];
    const { body } = frame.contentDocument;
    body.contentEditable = "true";
    // Its own hotkeys for undo, and a state behind every run of typing.
    body.addEventListener("keydown", (event) => {
      if (!event.ctrlKey || !["z", "y"].includes(event.key.toLowerCase())) return;
      event.preventDefault();
      this.exec(event.key.toLowerCase() === "y" || event.shiftKey ? "REDO" : "UNDO", []);
    });
    body.addEventListener("beforeinput", (event) => {
      if (event.isComposing || Date.now() - this.#typed > 600) this.#record();
      this.#typed = Date.now();
    });
    body.addEventListener("input", () => (this.#typed = Date.now()));
    this.exec("LOAD_CONTENTS_FIELD", [true]);
    this.#record();
  }

  // What its application gives as properties.
  getWYSIWYGWindow = () => this.#frame.contentWindow;
  getWYSIWYGDocument = () => this.#frame.contentDocument;
  getEditingMode = () => this.#mode;
  getIR = () => (this.#mode === "WYSIWYG" ? this.#frame.contentDocument.body.innerHTML : this.#source.value);
  getContents = () => this.getIR();
  setIR = (html) => {
    if (this.#mode === "WYSIWYG") this.#frame.contentDocument.body.innerHTML = html;
    else this.#source.value = html;
  };

  #record() {
    const html = this.#frame.contentDocument.body.innerHTML;
    if (this.#states[this.#at] === html) return;
    this.#states.splice(this.#at + 1, Infinity, html);
    this.#states.splice(0, this.#states.length - 20);
    this.#at = this.#states.length - 1;
  }

  #restore(by) {
    if (by < 0) this.#record();
    const to = this.#at + by;
    if (this.#states[to] === undefined) return;
    this.#at = to;
    this.#frame.contentDocument.body.innerHTML = this.#states[to];
  }

  /** A message to the editor. */
  exec(message, given = []) {
    const { contentDocument: document, contentWindow: window } = this.#frame;
    switch (message) {
      case "LOAD_CONTENTS_FIELD":
        return this.setIR(this.#field.value.replace(/^\s+/, ""));
      case "UPDATE_CONTENTS_FIELD":
        this.#field.value = this.getContents();
        return undefined;
      case "SET_CONTENTS":
      case "SET_IR":
        this.#record();
        this.setIR(given[0]);
        return this.#record();
      case "PASTE_HTML":
        this.#record();
        document.execCommand("insertHTML", false, given[0]);
        return this.#record();
      case "RECORD_UNDO_ACTION":
      case "RECORD_UNDO_BEFORE_ACTION":
      case "RECORD_UNDO_AFTER_ACTION":
        return this.#record();
      case "UNDO":
        return this.#restore(-1);
      case "REDO":
        return this.#restore(1);
      case "FOCUS":
        window.focus();
        return document.body.focus();
      case "CHANGE_EDITING_MODE": {
        const html = this.getIR();
        this.#mode = given[0];
        const wysiwyg = this.#mode === "WYSIWYG";
        this.#frame.style.display = wysiwyg ? "block" : "none";
        this.#source.style.display = wysiwyg ? "none" : "block";
        this.exec("SET_IR", [html]);
        for (const listener of this.onmode) listener();
        return undefined;
      }
      default:
        throw new Error(`no such message here: ${message}`);
    }
  }

  /** Stands for a Husky plugin with `$AFTER_CHANGE_EDITING_MODE`. */
  onmode = [];
}

export const nhn = {
  husky: {
    EZCreator: {
      async createInIFrame({ oAppRef, elPlaceHolder, sSkinURI, fOnAppLoad }) {
        const field = document.getElementById(elPlaceHolder);
        field.style.display = "none";
        const frame = document.createElement("iframe");
        Object.assign(frame, { frameBorder: "0", scrolling: "no", title: "편집기" });
        frame.style.cssText = "width:700px;height:320px";
        // Its address is what it is known by; the skin itself is here.
        frame.srcdoc = skin;
        frame.src = sSkinURI;
        field.after(frame);
        const outer = await load(frame, skin);
        const inner = outer.getElementById("se2_iframe");
        await load(inner, inputArea);
        const app = new Application(field, inner, outer.querySelector(".se2_input_htmlsrc"));
        oAppRef.push(app);
        (oAppRef.getById ??= {})[elPlaceHolder] = app;
        fOnAppLoad?.();
      },
    },
  },
};
