// Every sentence that a drafter reads, by a stable key. The catalogues are `garim/i18n/ko` and `garim/i18n/en`; a host may give its own.
import { KINDS, type KindId } from "../kinds.js";

/** A catalogue. `{…}` are filled in; no particle is ever glued to one. */
export interface Strings {
  readonly locale: "ko" | "en";
  readonly text: Readonly<Record<StringKey, string>>;
}

/** The keys of sentences. */
export type StringKey =
  | "tip.mask" | "tip.review" | "tip.keep" | "tip.provisional"
  | "pop.title" | "pop.why" | "pop.law" | "pop.copy" | "pop.copyWait" | "pop.statutory" | "pop.label"
  | "do.mask" | "do.keep" | "do.allow" | "do.notThis" | "do.delete" | "do.close" | "do.undo" | "do.more" | "do.goto"
  | "keep.choose" | "keep.duty" | "keep.law" | "keep.consent" | "keep.wrong" | "keep.other" | "keep.otherLabel" | "keep.refused" | "keep.confirm" | "keep.stays"
  | "panel.label" | "panel.head" | "panel.empty" | "panel.checking" | "panel.item" | "panel.silent" | "panel.all" | "panel.filterAction" | "panel.filterKind" | "panel.next"
  | "panel.previous" | "panel.keepShown" | "panel.kept" | "panel.unread" | "panel.list" | "panel.decisions" | "panel.review"
  | "group.same" | "group.sameKeep" | "group.column" | "group.columnKeep" | "group.table" | "group.tableKeep" | "group.mark" | "group.unmark"
  | "mark.item" | "mark.reason" | "mark.done" | "mark.none" | "mark.title" | "mark.extent" | "mark.selection" | "mark.block" | "mark.row" | "mark.column"
  | "gate.public" | "gate.publicClear" | "gate.publicGo" | "gate.publicBack" | "gate.record" | "gate.recordClear" | "gate.recordGo" | "gate.recordBack" | "gate.recipient"
  | "gate.recipientGo" | "gate.release" | "gate.unread" | "gate.unset" | "gate.purpose" | "gate.purposePublic" | "gate.purposeRecord" | "gate.purposeRecipient" | "gate.hidden"
  | "gate.mask" | "gate.allMask" | "gate.allKeep" | "gate.title" | "gate.undecided"
  | "note.copied" | "note.copyRefused" | "note.undo" | "note.refused" | "note.down" | "note.secret" | "note.dropRefused" | "note.decided" | "note.changed" | "note.reason" | "note.reviewWord" | "note.lost"
  | "form.title" | "form.level" | "form.items" | "form.parts" | "form.reason" | "form.until" | "form.attachments" | "form.scope" | "form.put" | "form.open"
  | "form.levelOpen" | "form.levelPartial" | "form.levelClosed" | "form.itemNo"
  | "file.notRead" | "file.label" | "file.level" | "file.unset" | "file.list" | "file.checking" | "file.count" | "file.clear" | "file.suggested" | "file.more"
  | "file.encrypted" | "file.protected" | "file.distribution" | "file.noText" | "file.damaged" | "file.unsupported" | "file.tooLarge" | "file.part" | "gate.files" | "result.file"
  | "live.count" | "result.title" | "result.none" | "result.kept" | "result.unchecked" | "result.count";

/** The 이름 of a kind. */
export const nameOf = (strings: Strings, kind: KindId): string => KINDS.find(({ id }) => id === kind)?.[strings.locale] ?? own.get(kind) ?? kind;

/** What organisations call their own kinds, as findings told it. */
const own = new Map<string, string>();

/** Takes note of what an organisation calls a kind of its own. */
export function noteName({ kind, name }: { kind: KindId; name?: string }): void {
  if (name !== undefined) own.set(kind, name);
}

/** A sentence, filled in. */
export function say(strings: Strings, key: StringKey, values: Readonly<Record<string, string | number>> = {}): string {
  return strings.text[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
