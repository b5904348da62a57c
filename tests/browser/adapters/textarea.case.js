// A plain textarea in a form.
export default async function mount(place, draft) {
  const field = document.createElement("textarea");
  field.name = "body";
  place.append(field);
  const textOf = ({ paragraphs, table = [] }) => [...paragraphs, ...table.map((row) => row.join(" "))].join("\n");
  field.value = textOf(draft);
  const at = (block, offset) => field.value.split("\n").slice(0, block).reduce((sum, line) => sum + line.length + 1, 0) + offset;
  return {
    target: field,
    field: "body",
    set: (given) => {
      field.value = textOf(given);
    },
    content: () => field.value,
    texts: () => field.value.split("\n"),
    caret: (block, offset, last = block, to = offset) => {
      field.focus();
      field.setSelectionRange(at(block, offset), at(last, to));
    },
    reload: (content) => {
      field.value = content;
    },
    destroy: () => field.remove(),
  };
}
