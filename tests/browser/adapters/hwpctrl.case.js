// Hancom's web control, by a mock of its documented interface.
import { hwpctrl } from "garim/adapters/hwpctrl";
import { HwpCtrlMock } from "./hwpctrl.mock.js";

export default async function mount(place, draft) {
  const frame = place.appendChild(document.createElement("div"));
  const control = new HwpCtrlMock(frame);
  control.load(draft);
  // The name that hosts give it, as Hancom's own sample does.
  window.HwpCtrl = control;
  const follow = (again) => {
    control.onset = again;
    return () => void (control.onset = () => {});
  };
  const texts = () => control.texts();
  return {
    control,
    hwpctrl,
    frame,
    target: hwpctrl(control, { frame, follow, pause: 150 }),
    set: (given) => control.load(given),
    content: () => texts().join("\n"),
    texts,
    caret: () => {},
    reload: (content) => control.SetTextFile(content, "TEXT", "", () => {}),
    destroy: () => frame.remove(),
  };
}
