import { verifyCopy } from "./copy.js";
import { fail } from "./results.js";

/* The page: takes the folder, shows what was found. Text from files is only ever set as textContent. */

const byId = (id) => document.getElementById(id);

const marks = { pass: "ok", fail: "FAIL", unknown: "?" };

/** `files`: [{ path, file }]; the first name of each path is that of the folder. */
function copyOf(files) {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  return {
    paths: [...byPath.keys()],
    has: (path) => byPath.has(path),
    read: async (path) => new Uint8Array(await byPath.get(path).arrayBuffer()),
  };
}

async function verify(files) {
  document.body.dataset.verdict = "working";
  byId("verdict").textContent = "Working …";
  const keys = byId("keys").value.match(/-----BEGIN PUBLIC KEY-----[^-]*-----END PUBLIC KEY-----/g) ?? [];
  const isText = byId("keys").value.trim() !== "" && keys.length === 0;
  const given = { keys: isText ? [byId("keys").value] : keys, fernet: byId("fernet").value.trim() };
  try {
    show(await verifyCopy(copyOf(files), given));
  } catch (error) {
    show([{ subject: "page", checks: [fail("error", String(error))] }]);
  }
}

function show(groups) {
  const checks = groups.flatMap((group) => group.checks);
  const isFailed = checks.some(({ status }) => status === "fail");
  const left = checks.filter(({ status }) => status === "unknown").length;
  const but = left === 0 ? "" : `, but ${left} could not be checked`;
  byId("verdict").textContent = isFailed ? "NOT VERIFIED" : `VERIFIED${but}`;
  byId("groups").replaceChildren(...groups.map(groupElement));
  document.body.dataset.verdict = isFailed ? "failed" : "verified";
}

function groupElement({ subject, checks }) {
  const section = document.createElement("section");
  const title = document.createElement("h2");
  title.textContent = subject;
  const list = document.createElement("ul");
  for (const { what, status, detail } of checks) {
    const item = document.createElement("li");
    item.className = status;
    const mark = document.createElement("b");
    mark.textContent = marks[status];
    item.append(mark, document.createTextNode(` ${what}: ${detail}`));
    list.append(item);
  }
  section.append(title, list);
  return section;
}

/** All files below a dropped folder. */
async function filesBelow(entry, prefix) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ path: `${prefix}${entry.name}`, file }];
  }
  const reader = entry.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    for (const one of some) all.push(...(await filesBelow(one, `${prefix}${entry.name}/`)));
  }
}

const withoutTop = ({ path, file }) => ({ path: path.slice(path.indexOf("/") + 1), file });

byId("folder").addEventListener("change", () => {
  const files = [...byId("folder").files].map((file) =>
    withoutTop({ path: file.webkitRelativePath || file.name, file }),
  );
  if (files.length > 0) void verify(files);
});

document.addEventListener("dragover", (event) => event.preventDefault());

document.addEventListener("drop", async (event) => {
  event.preventDefault();
  const entries = [...event.dataTransfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry?.isDirectory);
  if (entries.length === 1) void verify((await filesBelow(entries[0], "")).map(withoutTop));
  else byId("verdict").textContent = "Drop one folder";
});

if (globalThis.crypto?.subtle === undefined) {
  byId("verdict").textContent = "This browser gives pages from the disk no WebCrypto. Take another one, or verify.sh.";
  byId("folder").disabled = true;
}
