import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A page in a headless Chromium without network, driven by the DevTools protocol. */
export type Page = {
  readonly open: (url: string) => Promise<void>;
  /** The value of an expression, awaited. Throws when it throws. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Gives a file input, which a CSS selector names, a folder or files. */
  readonly choose: (selector: string, paths: readonly string[]) => Promise<void>;
  /** What the page asked the network for, and what it was refused or complained of, since it was opened. */
  readonly complaints: () => readonly string[];
  readonly close: () => Promise<void>;
};

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly [name: string]: unknown };
  readonly result?: { readonly [name: string]: unknown };
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
};

const flags = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-extensions",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-port=0",
];

/** Milliseconds for the browser to start, on a machine that does much else. */
const patience = 30_000;

/** Starts a browser with a profile of its own, and one page. */
export async function startChromium(): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), "chromium-"));
  const child = Bun.spawn(["chromium", ...flags, `--user-data-dir=${profile}`, "about:blank"], {
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
  const socket = await connect(await addressIn(child.stderr));
  const session = await attach(socket);
  await Promise.all(["Page", "Runtime", "DOM", "Network", "Log"].map((domain) => session.send(`${domain}.enable`)));
  const offline = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 };
  await session.send("Network.emulateNetworkConditions", offline);
  return {
    ...pageOf(session),
    close: async () => {
      socket.close();
      // It has nothing to save; its own children end when they notice.
      child.kill("SIGKILL");
      await child.exited;
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function addressIn(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  const timer = AbortSignal.timeout(patience);
  for await (const chunk of stream) {
    text += new TextDecoder().decode(chunk);
    const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
    if (found !== undefined) return found;
    timer.throwIfAborted();
  }
  throw new Error(`chromium did not start: ${text}`);
}

async function connect(address: string): Promise<WebSocket> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  return socket;
}

type Session = {
  readonly send: (method: string, params?: object) => Promise<NonNullable<Message["result"]>>;
  readonly on: (listener: (message: Message) => void) => void;
};

async function attach(socket: WebSocket): Promise<Session> {
  const waiting = new Map<number, (message: Message) => void>();
  const listeners: ((message: Message) => void)[] = [];
  let count = 0;
  socket.addEventListener("message", ({ data }) => {
    const message: Message = JSON.parse(String(data));
    if (message.id === undefined) for (const listener of listeners) listener(message);
    else waiting.get(message.id)?.(message);
  });
  const callFor =
    (session: string | undefined) =>
    async (method: string, params: object = {}) => {
      const id = ++count;
      const answer = new Promise<Message>((resolve) => waiting.set(id, resolve));
      socket.send(JSON.stringify({ id, method, params, ...(session !== undefined && { sessionId: session }) }));
      const { result, error } = await answer;
      waiting.delete(id);
      if (error !== undefined) throw new Error(`${method}: ${error.message}`);
      return result ?? {};
    };
  const { targetId } = await callFor(undefined)("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await callFor(undefined)("Target.attachToTarget", { targetId, flatten: true });
  return { send: callFor(String(sessionId)), on: (listener) => void listeners.push(listener) };
}

function pageOf(session: Session): Omit<Page, "close"> {
  let complaints: string[] = [];
  let loaded = (): void => {};
  session.on(({ method, params = {} }) => {
    if (method === "Page.loadEventFired") loaded();
    if (method === "Network.requestWillBeSent") complaints.push(`request ${JSON.stringify(params["request"])}`);
    if (method === "Log.entryAdded" || method === "Runtime.exceptionThrown") complaints.push(JSON.stringify(params));
  });
  const evaluate = async (expression: string): Promise<unknown> => {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", options);
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { readonly value?: unknown }).value;
  };
  return {
    open: async (url) => {
      const done = new Promise<void>((resolve) => {
        loaded = resolve;
      });
      await session.send("Page.navigate", { url });
      await done;
      // The page itself is the first request.
      complaints = complaints.filter((text) => !text.includes(`"url":"${url}"`));
    },
    evaluate,
    choose: async (selector, paths) => {
      const { result } = await session.send("Runtime.evaluate", {
        expression: `document.querySelector(${JSON.stringify(selector)})`,
      });
      const { objectId } = result as { readonly objectId: string };
      await session.send("DOM.setFileInputFiles", { files: paths, objectId });
    },
    complaints: () => complaints,
  };
}
