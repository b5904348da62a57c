// A mock of Hancom's web control, after its documented interface: lists of paragraphs, controls that take eight places of a paragraph and hold lists of their own
// (cells of a table), the two controls that every document begins with, fields of cells, a scan that is stateful, shares the caret and ends when the text changes.
// It draws on a canvas, as the control does: there is no text in the page, and no event tells of an edit.

/** Places that a control takes in its paragraph. */
const wide = 8;

class ParameterSet {
  items = new Map();
  Item(name) {
    return this.items.get(name);
  }
  SetItem(name, value) {
    this.items.set(name, value);
  }
}

export class HwpCtrlMock {
  /** Called by what the host does: `Open`, `SetTextFile`. */
  onset = () => {};
  /** Where `MovePos(201)` puts the caret: behind what was read, or before it. */
  scanBehind = true;
  /** Every call, by name. */
  calls = [];
  EditMode = 1;
  IsModified = 0;
  #lists = new Map();
  #fields = new Map();
  #caret = { list: 0, para: 0, pos: 0 };
  #selection;
  #scan;
  #past = [];
  #future = [];
  #canvas;

  constructor(place) {
    this.#canvas = place.appendChild(document.createElement("canvas"));
    Object.assign(this.#canvas, { width: 700, height: 300, tabIndex: 0 });
    this.load({ paragraphs: [""] });
    for (const name of Object.getOwnPropertyNames(HwpCtrlMock.prototype)) {
      if (!/^[A-Z]/.test(name)) continue;
      const own = this[name];
      this[name] = (...given) => {
        this.calls.push(name);
        return own.apply(this, given);
      };
    }
  }

  // What tests do.

  /** Another document: paragraphs, a table behind them, and names of the cells' fields. */
  load({ paragraphs, table, fields = {} }) {
    this.#lists = new Map();
    this.#fields = new Map(Object.entries(fields));
    // The section's and the columns' definition stand in the first paragraph of every document.
    const root = paragraphs.map((text, index) => [...(index === 0 ? [{ kind: "secd" }, { kind: "cold" }] : []), ...text]);
    this.#lists.set(0, root);
    if (table) {
      const cells = table.flatMap((row, at) => row.map((text, column) => {
        const list = this.#lists.size;
        this.#lists.set(list, [[...text]]);
        return { list, row: at, column };
      }));
      root.push([{ kind: "tbl", cells }], [..."끝."]);
    }
    [this.#past, this.#future] = [[], []];
    this.#caret = { list: 0, para: 0, pos: 2 * wide };
    this.#scan = this.#selection = undefined;
    this.IsModified = 0;
    this.#draw();
    this.onset();
  }

  /** A person types at the caret. */
  type(text) {
    this.#edit(() => this.#insert(text));
  }

  /** A person puts the caret somewhere: a paragraph of a list, behind so many characters of its text. */
  click(list, para, characters) {
    let left = characters;
    let pos = 0;
    for (const item of this.#lists.get(list)[para]) {
      if (typeof item === "string" && left === 0) break;
      if (typeof item === "string") left -= 1;
      pos += typeof item === "string" ? item.length : wide;
    }
    this.#caret = { list, para, pos };
    this.#selection = undefined;
  }

  focus() {
    this.#canvas.focus();
  }

  /** Everything that the document is, and where the caret stands. */
  state() {
    return JSON.stringify([[...this.#lists], this.#caret, this.EditMode]);
  }

  texts() {
    const of = (list) => this.#lists.get(list).flatMap((paragraph) => {
      const inner = paragraph.flatMap((item) => (item.cells ? item.cells.flatMap((cell) => of(cell.list)) : []));
      return [...inner, paragraph.filter((item) => typeof item === "string").join("")];
    });
    return of(0);
  }

  // Inside.

  #draw() {
    const context = this.#canvas.getContext("2d");
    context.clearRect(0, 0, 700, 300);
    this.#lists.get(0).slice(0, 12).forEach((paragraph, at) => context.fillText(paragraph.filter((item) => typeof item === "string").join(""), 8, 20 + 22 * at));
  }

  #edit(work) {
    // A scan does not outlive a change of the text.
    this.#scan = undefined;
    this.#past.push(structuredClone([[...this.#lists], this.#caret]));
    this.#future = [];
    this.IsModified = 1;
    work();
    this.#selection = undefined;
    this.#draw();
  }

  #index(paragraph, pos) {
    let at = 0;
    let index = 0;
    for (; index < paragraph.length && at < pos; index += 1) at += typeof paragraph[index] === "string" ? paragraph[index].length : wide;
    return at === pos ? index : undefined;
  }

  #delete() {
    const { para, from, to } = this.#selection;
    const paragraph = this.#lists.get(this.#caret.list)[para];
    const [first, last] = [this.#index(paragraph, from), this.#index(paragraph, to)];
    paragraph.splice(first, last - first);
    this.#caret = { ...this.#caret, para, pos: from };
  }

  #insert(text) {
    if (this.#selection) this.#delete();
    const lines = text.split(/\r\n|\n/);
    lines.forEach((line, at) => {
      const list = this.#lists.get(this.#caret.list);
      const paragraph = list[this.#caret.para];
      const index = this.#index(paragraph, this.#caret.pos);
      if (at > 0) {
        list.splice(this.#caret.para + 1, 0, paragraph.splice(index));
        this.#caret = { ...this.#caret, para: this.#caret.para + 1, pos: 0 };
        list[this.#caret.para].splice(0, 0, ...line);
      } else paragraph.splice(index, 0, ...line);
      this.#caret = { ...this.#caret, pos: this.#caret.pos + line.length };
    });
  }

  /** What a scan gives, piece by piece. */
  *#pieces(list, option) {
    const paragraphs = this.#lists.get(list);
    for (const [para, paragraph] of paragraphs.entries()) {
      let state = para === 0 ? 2 : 3;
      let [text, from, pos] = ["", 0, 0];
      for (const item of paragraph) {
        if (typeof item === "string") {
          if (!text) from = pos;
          text += item;
          pos += item.length;
          continue;
        }
        if (item.cells && option & 4) {
          if (text) {
            yield { state, text, list, para, from, to: pos };
            [state, text] = [2, ""];
          }
          for (const cell of item.cells) {
            yield { state: 4, text: "" };
            yield* this.#pieces(cell.list, option);
            yield { state: 5, text: "" };
          }
        }
        pos += wide;
        if (!text) from = pos;
      }
      yield { state, text: `${text}\r\n`, list, para, from: text ? from : pos, to: pos };
    }
  }

  #cellOf(list) {
    for (const paragraphs of this.#lists.values()) {
      for (const paragraph of paragraphs) {
        for (const item of paragraph) {
          const cell = item.cells?.find((each) => each.list === list);
          if (cell) return cell;
        }
      }
    }
    return undefined;
  }

  // The documented interface.

  CreateSet() {
    return new ParameterSet();
  }

  CreateAction(name) {
    return {
      CreateSet: () => new ParameterSet(),
      Execute: (set) => {
        if (name !== "InsertText" || this.EditMode !== 1) return false;
        this.#edit(() => this.#insert(set.Item("Text")));
        return true;
      },
    };
  }

  InitScan(option = 7, range = 0x77) {
    if (range === 0xff) {
      const { para, from, to } = this.#selection ?? {};
      if (para === undefined) return false;
      const paragraph = this.#lists.get(this.#caret.list)[para];
      const text = paragraph.slice(this.#index(paragraph, from), this.#index(paragraph, to)).filter((item) => typeof item === "string").join("");
      this.#scan = { pieces: [{ state: 2, text }][Symbol.iterator]() };
      return true;
    }
    this.#scan = { pieces: this.#pieces(0, option) };
    return true;
  }

  GetTextBySet(set) {
    if (!this.#scan) return 101;
    const { value, done } = this.#scan.pieces.next();
    if (done) return 1;
    this.#scan.at = value;
    set.SetItem("Text", value.text);
    return value.state;
  }

  ReleaseScan() {
    this.#scan = undefined;
  }

  MovePos(move) {
    const at = this.#scan?.at;
    if (move !== 201 || at?.list === undefined) return false;
    this.#caret = { list: at.list, para: at.para, pos: this.scanBehind ? at.to : at.from };
    this.#selection = undefined;
    return true;
  }

  GetPosBySet() {
    const set = new ParameterSet();
    const { list, para, pos } = this.#caret;
    for (const [name, value] of [["List", list], ["Para", para], ["Pos", pos]]) set.SetItem(name, value);
    return set;
  }

  SetPosBySet(set) {
    return this.SetPos(set.Item("List"), set.Item("Para"), set.Item("Pos"));
  }

  SetPos(list, para, pos) {
    const paragraph = this.#lists.get(list)?.[para];
    if (!paragraph || this.#index(paragraph, pos) === undefined) return false;
    this.#caret = { list, para, pos };
    this.#selection = undefined;
    return true;
  }

  SelectText(para, from, lastPara, to) {
    const paragraph = this.#lists.get(this.#caret.list)[para];
    if (para !== lastPara || !paragraph || this.#index(paragraph, from) === undefined || this.#index(paragraph, to) === undefined) return false;
    this.#selection = { para, from, to };
    this.#caret = { ...this.#caret, para, pos: to };
    return true;
  }

  GetTableCellAddr(kind) {
    const cell = this.#cellOf(this.#caret.list);
    return cell ? (kind === 0 ? cell.column : cell.row) : -1;
  }

  GetFieldList(number, option) {
    return option === 2 ? "" : [...this.#fields.keys()].join("\u0002");
  }

  GetFieldText(names) {
    return names.split("\u0002").map((name) => {
      const list = this.#fields.get(name);
      return list === undefined ? "" : this.#lists.get(list).map((paragraph) => paragraph.filter((item) => typeof item === "string").join("")).join("\r\n");
    }).join("\u0002");
  }

  GetTextFile(format, option, done) {
    const text = format === "UNICODE" ? this.texts().join("\r\n") : JSON.stringify([...this.#lists]);
    setTimeout(() => done(text));
  }

  SetTextFile(data, format, option, done) {
    this.load({ paragraphs: data.split(/\r\n|\n/) });
    setTimeout(() => done?.(1));
    return 1;
  }

  Run(action) {
    if (action === "Cancel") this.#selection = undefined;
    else if (action === "Delete" && this.#selection && this.EditMode === 1) this.#edit(() => this.#delete());
    else if (action === "Undo" || action === "Redo") {
      const [from, to] = action === "Undo" ? [this.#past, this.#future] : [this.#future, this.#past];
      const kept = from.pop();
      if (!kept) return false;
      this.#scan = this.#selection = undefined;
      to.push(structuredClone([[...this.#lists], this.#caret]));
      [this.#lists, this.#caret] = [new Map(kept[0]), kept[1]];
      this.#draw();
    }
    return true;
  }
}
