// A stock Firefox, driven over WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/), which Firefox speaks itself: no patched browser, no driver program. Only what
// the page's tests need: evaluating, keys and clicks as a hand makes them, files for a file field, downloads, and everything that the page said and asked for.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import WebSocket from "ws";

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** Settings of a browser that is silent, saves downloads without asking, and lets a test read the clipboard that it wrote. */
const settings = (downloads) => ({
  "app.normandy.enabled": false, "app.update.disabledForTesting": true, "browser.aboutwelcome.enabled": false, "browser.safebrowsing.downloads.enabled": false,
  "browser.download.alwaysOpenPanel": false, "browser.download.always_ask_before_handling_new_types": false, "browser.download.dir": downloads, "browser.download.folderList": 2,
  "browser.download.useDownloadDir": true, "browser.safebrowsing.malware.enabled": false, "browser.safebrowsing.phishing.enabled": false, "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore", "browser.startup.page": 0, "datareporting.healthreport.uploadEnabled": false, "datareporting.policy.dataSubmissionEnabled": false,
  "dom.events.testing.asyncClipboard": true, "extensions.update.enabled": false, "intl.accept_languages": "ko-KR, ko", "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false, "network.dns.disablePrefetch": true, "network.prefetch-next": false, "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.telemetry.server": "data:,",
});

/** Firefox, started for these tests alone, with a profile that is thrown away. */
export class Firefox {
  #next = 0;
  #waiting = new Map();
  #listening = [];

  static async launch(program) {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), "garim-firefox-"));
    const made = new Firefox();
    made.home = home;
    made.downloads = path.join(home, "downloads");
    fs.mkdirSync(made.downloads);
    const profile = path.join(home, "profile");
    fs.mkdirSync(profile);
    fs.writeFileSync(path.join(profile, "user.js"), Object.entries(settings(made.downloads)).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
    made.process = spawn(program, ["--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", profile, "about:blank"], { env: { ...process.env, HOME: home, MOZ_HEADLESS_WIDTH: "1280", MOZ_HEADLESS_HEIGHT: "900" }, stdio: ["ignore", "ignore", "pipe"] });
    const address = await new Promise((found, failed) => {
      let said = "";
      const late = setTimeout(() => failed(new Error(`Firefox does not answer: ${said}`)), 60_000);
      made.process.stderr.on("data", (part) => {
        said = (said + part).slice(-4000);
        const [, ready] = said.match(/WebDriver BiDi listening on (ws:\/\/\S+)/) ?? [];
        if (!ready) return;
        clearTimeout(late);
        found(ready);
      });
      made.process.once("exit", (code) => failed(new Error(`Firefox ended with ${code}: ${said}`)));
    });
    made.socket = new WebSocket(`${address}/session`, { perMessageDeflate: false, maxPayload: 1 << 28 });
    await new Promise((open, failed) => made.socket.once("open", open).once("error", failed));
    made.socket.on("message", (data) => made.#heard(JSON.parse(data.toString("utf8"))));
    const { capabilities } = await made.send("session.new", { capabilities: {} });
    made.version = capabilities.browserVersion;
    await made.send("session.subscribe", { events: ["log.entryAdded", "network.beforeRequestSent"] });
    return made;
  }

  #heard({ id, type, method, params, result, error, message }) {
    if (type === "event") {
      for (const listen of this.#listening) listen(method, params);
      return;
    }
    const one = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (type === "success") one?.done(result);
    else one?.failed(new Error(`${error}: ${message}`));
  }

  /** Sends a command and gives its result. */
  send(method, params) {
    const id = (this.#next += 1);
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  listen(heard) {
    this.#listening.push(heard);
  }

  /** A tab of its own with a page in it. */
  async open(address, { width = 1280, height = 900 } = {}) {
    const { context } = await this.send("browsingContext.create", { type: "tab" });
    const tab = new Tab(this, context);
    await this.send("browsingContext.setViewport", { context, viewport: { width, height } });
    await this.send("browsingContext.navigate", { context, url: address, wait: "complete" });
    return tab;
  }

  async close() {
    const gone = new Promise((done) => this.process.once("exit", done));
    await Promise.race([this.send("browser.close", {}).catch(() => undefined), wait(5000)]);
    await Promise.race([gone, wait(5000).then(() => this.process.kill("SIGKILL"))]);
    this.socket.terminate();
    fs.rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const key = { Control: "\uE009", Alt: "\uE00A", Enter: "\uE007", Escape: "\uE00C", F6: "\uE036", F8: "\uE038" };

/** A tab. */
class Tab {
  /** What the page wrote on its console and threw, and every address that it asked for. */
  said = [];
  asked = [];

  constructor(firefox, context) {
    [this.firefox, this.context] = [firefox, context];
    firefox.listen((method, params) => {
      if (method === "log.entryAdded" && params.source.context === context) this.said.push(`${params.level}: ${params.text}`);
      if (method === "network.beforeRequestSent" && params.context === context) this.asked.push(params.request.url);
    });
  }

  async #call(declaration, given, more = {}) {
    const { type, result, exceptionDetails } = await this.firefox.send("script.callFunction", {
      functionDeclaration: declaration, arguments: [{ type: "string", value: JSON.stringify(given) }], awaitPromise: true, target: { context: this.context }, userActivation: true, ...more,
    });
    if (type === "exception") throw new Error(exceptionDetails.text);
    return result;
  }

  /** What a function gives in the page. */
  async evaluate(work, ...given) {
    const { value } = await this.#call(`async (given) => JSON.stringify(await (${work})(...JSON.parse(given)))`, given);
    return value === undefined ? undefined : JSON.parse(value);
  }

  /** Waits until a function gives something true in the page. */
  async until(work, ...given) {
    const end = Date.now() + 60_000;
    for (;;) {
      const value = await this.evaluate(work, ...given);
      if (value) return value;
      if (Date.now() > end) assert.fail(`it never came: ${work} ${JSON.stringify(given)}; ${this.said.join("; ")}`);
      await wait(40);
    }
  }

  /** An element by its selector; `>>>` leads into an element's shadow. One that is to be `seen` is waited for and brought into sight. */
  async #element(selector, seen) {
    const end = Date.now() + 20_000;
    for (;;) {
      const found = await this.#call(`(given) => {
        const [selector, seen] = JSON.parse(given);
        let at = document;
        for (const part of selector.split(" >>> ")) at = (at?.shadowRoot ?? at)?.querySelector(part);
        if (!seen) return at;
        if (!at?.checkVisibility()) return undefined;
        at.scrollIntoView({ block: "center" });
        const { top, bottom, width } = at.getBoundingClientRect();
        return width > 0 && top < innerHeight && bottom > 0 ? at : undefined;
      }`, [selector, seen]);
      if (found.type === "node") return { sharedId: found.sharedId };
      if (Date.now() > end) assert.fail(`${selector} is not ${seen ? "to be seen" : "there"}`);
      await wait(40);
    }
  }

  /** Clicks in the middle of an element. */
  async click(selector) {
    for (let turn = 0; ; turn += 1) {
      const element = await this.#element(selector, true);
      try {
        return await this.firefox.send("input.performActions", { context: this.context, actions: [{ type: "pointer", id: "mouse", actions: [
          { type: "pointerMove", x: 0, y: 0, origin: { type: "element", element } }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 },
        ] }] });
      } catch (thrown) {
        // The page drew it anew between the two: it is somewhere else now.
        if (turn > 20 || !/move target out of bounds|no such element|stale element/.test(thrown.message)) throw thrown;
        await wait(100);
      }
    }
  }

  /** Presses keys together: the last one last. */
  async press(...names) {
    const values = names.map((name) => key[name] ?? name);
    await this.firefox.send("input.performActions", { context: this.context, actions: [{ type: "key", id: "keys", actions: [
      ...values.map((value) => ({ type: "keyDown", value })), ...values.toReversed().map((value) => ({ type: "keyUp", value })),
    ] }] });
  }

  /** Types a text, letter by letter. */
  async type(text) {
    await this.firefox.send("input.performActions", { context: this.context, actions: [{ type: "key", id: "keys", actions: [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]) }] });
  }

  /** Gives files to a file field, as a person's choice does. */
  async choose(selector, ...files) {
    await this.firefox.send("input.setFiles", { context: this.context, element: await this.#element(selector, false), files });
  }

  /** Chooses an entry of a list. */
  async select(selector, value) {
    await this.evaluate((css, wanted) => {
      const list = document.querySelector(css);
      list.value = wanted;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    }, selector, value);
  }

  /** The file that some work hands over, or what the page says where it hands over none. */
  async download(work, refused = () => undefined) {
    const before = new Set(fs.readdirSync(this.firefox.downloads));
    await work();
    for (let turn = 0; turn < 1500; turn += 1) {
      const names = fs.readdirSync(this.firefox.downloads).filter((name) => !before.has(name));
      const name = names.find((each) => !each.endsWith(".part"));
      if (name && !names.some((each) => each.endsWith(".part"))) {
        // Firefox gives the file its name for a moment, takes it away and gives it again.
        const file = path.join(this.firefox.downloads, name);
        const bytes = fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0);
        if (bytes.length) return { name, bytes };
      }
      const why = turn % 5 === 4 && (await refused());
      if (why) return { why };
      await wait(40);
    }
    return assert.fail("nothing was handed over");
  }

  /** A picture of what is shown. */
  async picture(file) {
    const { data } = await this.firefox.send("browsingContext.captureScreenshot", { context: this.context });
    fs.writeFileSync(file, Buffer.from(data, "base64"));
  }

  close() {
    return this.firefox.send("browsingContext.close", { context: this.context });
  }
}
