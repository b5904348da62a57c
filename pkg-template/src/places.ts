// Where an engine may run, best first: a worker of this package's own file, a worker made of the same script as a blob, the page itself.
import type { PlaceName, WorkerSource } from "./api.js";
import { workerBeside } from "./beside.js";
import { build } from "./build.js";
import { Desk } from "./desk.js";
import { GarimError } from "./error.js";
import { bind } from "./glue.js";
import type { Letter, Reply } from "./protocol.js";
import { trusted } from "./trusted.js";
import { workerSource } from "./worker-source.js";

/** A place in which an engine runs. */
export interface Place {
  readonly name: PlaceName;
  /** Sends a letter; what is in `transfer` is handed over. */
  send(letter: Letter): void;
  /** What comes back. */
  onreply: (reply: Reply) => void;
  /** The place is gone. */
  onloss: () => void;
  /** Ends it. */
  close(): void;
}

/** A worker that has said which build it is; rejects where none comes up in time. */
function launch(name: PlaceName, make: () => Worker, timeout: number): Promise<Place> {
  return new Promise((resolve, reject) => {
    const worker = make();
    const place: Place = {
      name,
      send: (letter) => worker.postMessage(letter),
      onreply: () => {},
      onloss: () => {},
      close: () => worker.terminate(),
    };
    const give = (up: GarimError): void => {
      clearTimeout(timer);
      worker.terminate();
      reject(up);
    };
    const timer = setTimeout(() => give(new GarimError("timeout", "the worker did not come up")), timeout);
    worker.onerror = (event) => {
      event.preventDefault?.();
      give(new GarimError("no_place", "the worker's script could not be run"));
    };
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if (data?.build !== build) return give(new GarimError("engine_mismatch", "the worker's script is of another version of garim"));
      clearTimeout(timer);
      worker.onmessage = (event: MessageEvent<Reply>) => place.onreply(event.data);
      worker.onerror = (event) => {
        event.preventDefault?.();
        place.onloss();
      };
      worker.onmessageerror = () => place.onloss();
      resolve(place);
    };
  });
}

/** The page itself; answers come in a later turn, as from a worker. */
function onPage(): Place {
  const desk = new Desk();
  const place: Place = {
    name: "page",
    send: (letter) => {
      void new Promise<void>((next) => setTimeout(next)).then(() => desk.answer(letter)).then((reply) => place.onreply(reply));
    },
    onreply: () => {},
    onloss: () => {},
    close: () => {},
  };
  return place;
}

/** A place of that kind; rejects where there is none. */
export async function open(name: PlaceName, source: WorkerSource | undefined, timeout: number): Promise<Place> {
  if (name === "page") return onPage();
  if (typeof Worker === "undefined") throw new GarimError("no_place", "there are no workers here");
  if (name === "worker") {
    if (typeof source === "function") return launch(name, source, timeout);
    return launch(name, () => new Worker(trusted(String(source ?? workerBeside()))), timeout);
  }
  // The door is a function that needs nothing around it: its text serves the worker too, and is not carried twice.
  const script = `const garimDoor=${bind};${workerSource}`;
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    return await launch(name, () => new Worker(trusted(address)), timeout);
  } finally {
    URL.revokeObjectURL(address);
  }
}
