import { expect, test } from "bun:test";
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readInputs } from "../../../src/doors/system/inputs.ts";
import { root, runCode, shell } from "../../support/child.ts";
import { codeOf, errorOf } from "../../support/code-of.ts";
import { textOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
const limits = { maxBytes: 1_000_000, followSymlinks: false, leaveOut: [] };
const isLinux = process.platform === "linux";

function folder(): string {
  const directory = fresh();
  mkdirSync(join(directory, "reports/deep"), { recursive: true });
  writeFileSync(join(directory, "sbom.json"), "sbom");
  writeFileSync(join(directory, "reports/scan.json"), "scan");
  writeFileSync(join(directory, "reports/deep/sbom.json"), "other");
  return directory;
}

function namesOf(...paths: readonly string[]): readonly string[] {
  const requests = paths.map((path) => ({ path }));
  return readInputs(requests, limits).map((input) => `${input.name}: ${textOf(input.bytes)}`);
}

test("readInputs() reads a file with its digest and the kind that was promised", () => {
  const [input] = readInputs([{ path: join(folder(), "sbom.json"), expected: "sbom" }], limits);
  expect(input).toMatchObject({ name: "sbom.json", expected: "sbom" });
  expect(input?.sha256).toBe(new Bun.CryptoHasher("sha256").update("sbom").digest("hex"));
});

test("readInputs() expands directories and patterns and names files relative to them", () => {
  const directory = folder();
  expect(namesOf(join(directory, "reports"))).toEqual(["deep/sbom.json: other", "scan.json: scan"]);
  expect(namesOf(`${directory}/**/sbom.json`)).toEqual(["reports/deep/sbom.json: other", "sbom.json: sbom"]);
});

test("readInputs() gives the same names when the directories have others", () => {
  const directory = folder();
  const paths = [join(directory, "sbom.json"), join(directory, "reports/deep/sbom.json")];
  const before = namesOf(...paths);
  renameSync(join(directory, "reports"), join(directory, "0"));
  expect(namesOf(join(directory, "0/deep/sbom.json"), join(directory, "sbom.json"))).toEqual(before);
  expect(before).toHaveLength(2);
});

test("readInputs() takes a file literally that looks like a pattern", () => {
  const directory = folder();
  writeFileSync(join(directory, "[1].json"), "odd");
  expect(namesOf(join(directory, "[1].json"))).toEqual(["[1].json: odd"]);
});

test.each([
  ["a missing file", "sbom.jsn"],
  ["a missing directory", "none/"],
  ["a pattern without a match", "*.xml"],
  ["a path below a file", "sbom.json/x"],
  ["an empty directory", "empty"],
])("readInputs() refuses %s", (_, path) => {
  const directory = folder();
  mkdirSync(join(directory, "empty"));
  expect(codeOf(() => namesOf(join(directory, path)))).toBe("INPUT_NOT_FOUND");
});

test("readInputs() tells the nearest name and where it looked", () => {
  const directory = folder();
  const error = errorOf(() => namesOf(join(directory, "sbom.jsn")));
  expect(error?.where?.file).toBe(join(directory, "sbom.jsn"));
  expect(error?.hint).toContain(join(directory, "sbom.json"));
});

test("readInputs() refuses links to files and directories unless told to follow them", () => {
  const directory = folder();
  symlinkSync("sbom.json", join(directory, "link.json"));
  symlinkSync("reports", join(directory, "linked"));
  for (const path of ["link.json", "linked", "l*.json"]) {
    expect(codeOf(() => namesOf(join(directory, path)))).toBe("INPUT_SYMLINK");
  }
  const followed = readInputs([{ path: join(directory, "link.json") }, { path: join(directory, "linked") }], {
    ...limits,
    followSymlinks: true,
  });
  expect(followed.map((input) => input.name)).toEqual(["deep/sbom.json", "link.json", "scan.json"]);
});

test("readInputs() refuses names and links that the system refuses", () => {
  const directory = folder();
  symlinkSync("loop", join(directory, "reports/loop"));
  const following = { ...limits, followSymlinks: true, leaveOut: [] };
  expect(codeOf(() => namesOf("x".repeat(5000)))).toBe("IO_READ");
  expect(codeOf(() => readInputs([{ path: join(directory, "reports") }], following))).toBe("IO_READ");
});

test("readInputs() refuses a file above the limit", () => {
  const directory = folder();
  expect(codeOf(() => readInputs([{ path: join(directory, "sbom.json") }], { ...limits, maxBytes: 3 }))).toBe(
    "INPUT_TOO_LARGE",
  );
});

test.skipIf(!isLinux)("readInputs() ends an endless device within two seconds", () => {
  const before = performance.now();
  const code = codeOf(() => readInputs([{ path: "/dev/zero" }], { ...limits, maxBytes: 256 * 1024 * 1024 }));
  expect(code).toBe("INPUT_TOO_LARGE");
  expect(performance.now() - before).toBeLessThan(2000);
});

test.skipIf(!isLinux)("readInputs() ends an endless pipe at the limit", () => {
  const directory = folder();
  shell("mkfifo pipe; (cat /dev/zero > pipe) > /dev/null 2>&1 &", directory);
  expect(codeOf(() => namesOf(join(directory, "pipe")))).toBe("INPUT_TOO_LARGE");
});

const readThem = `import { readInputs } from "./src/doors/system/inputs.ts";
  const paths = process.env.PATHS.split(" ");
  try {
    const inputs = readInputs(paths.map((path) => ({ path })), { maxBytes: 1000, followSymlinks: false, leaveOut: [] });
    console.log(inputs.map((input) => input.name + "=" + new TextDecoder().decode(input.bytes)).join(" "));
  } catch (error) { console.log(error.code); }`;

test.each([
  ["-", "stdin=hello"],
  ["/dev/stdin", "stdin=hello"],
  ["- /dev/stdin", "USAGE_BAD_VALUE"],
])("readInputs() of %s with standard input gives %s", (paths, expected) => {
  const given = { stdin: new TextEncoder().encode("hello"), environment: { PATHS: paths } };
  expect(runCode(readThem, given).stdout.trim()).toBe(expected);
});

test.skipIf(!isLinux || Bun.which("bash") === null)("readInputs() reads process substitutions of the shell", () => {
  const script = join(fresh(), "read.ts");
  writeFileSync(script, readThem.replace("./src", `${root}/src`));
  const command = `PATHS="$(echo "$1 $2")" "${process.execPath}" "${script}"`;
  const child = Bun.spawnSync(["bash", "-c", `f() { ${command}; }; f <(sleep 0.1; printf one) <(printf two)`]);
  expect(child.stdout.toString().trim().split(" ").length).toBe(3);
  expect(child.stdout.toString()).toMatch(/fd=(one|two) fd \(2\)=(one|two)/);
});
