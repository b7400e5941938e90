import { expect, test } from "bun:test";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ownWorkAt } from "../../../src/doors/system/own-work.ts";
import { renderCsv } from "../../../src/render/csv.ts";
import { renderMarkdown } from "../../../src/render/markdown.ts";
import { decisionRecordOf } from "../../support/build.ts";
import { workspace } from "../../support/workspace.ts";

const fresh = workspace();

const decision = '{"run_id":"r1","schema":"fixops.decision/v1"}';

function folder(): string {
  const directory = fresh();
  const contents = {
    "decision.json": decision,
    "trivy.json": '{"Results":[]}',
    "out/audit/audit.jsonl": "",
    "out/audit/head": "",
    "out/audit/scan.json": "{}",
    "out/demo/r1/manifest.json": "{}",
    "out/demo/r2/scan.json": "{}",
    "out/demo/r4/manifest.json": "{}",
    "out/demo/r4/scan.json": "{}",
    "out/demo/.tmp-r3-1/decision.json": "{}",
    "out/demo/.tmp-r5-1/scan.json": "{}",
    "out/other/.tmp-x/scan.json": "{}",
    "out/scan.json": "{}",
  };
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  return directory;
}

function leftOut(places: readonly string[], paths: readonly string[]): readonly string[] {
  const ownWork = ownWorkAt(places);
  return paths.filter((path) => ownWork(path) !== undefined);
}

test("ownWorkAt() the output leaves out a decision and nothing else that has its place", () => {
  const directory = folder();
  const paths = ["decision.json", "trivy.json"].map((name) => join(directory, name));
  expect(leftOut(paths, paths)).toEqual([join(directory, "decision.json")]);
  expect(leftOut([join(directory, "none.json")], paths)).toEqual([]);
});

test("ownWorkAt() an output leaves out the CSV and the Markdown of an earlier run, and no others", () => {
  const directory = fresh();
  const contents = {
    "r.csv": renderCsv({ vulnerabilities: [], findings: [] }),
    "r.md": renderMarkdown(decisionRecordOf({ app: { name: "a\nb" } })),
    "scan.csv": "kind,id,severity\r\n",
    "notes.md": "## GO: a\n\nRun it.\n",
  };
  const paths = Object.entries(contents).map(([name, content]) => {
    writeFileSync(join(directory, name), content);
    return join(directory, name);
  });
  expect(leftOut(paths, paths)).toEqual(paths.slice(0, 2));
  expect(leftOut([], paths)).toEqual([]);
});

test.each(['["fixops.decision/v1"]', '{"schema":"other"}', '{"schema":1}', "null", "", decision.slice(1)])(
  "ownWorkAt() the output reads %s",
  (content) => {
    const path = join(fresh(), "output.json");
    writeFileSync(path, content);
    expect(leftOut([path], [path])).toEqual([]);
  },
);

test("ownWorkAt() an evidence directory leaves out its log, its runs and what is being written", () => {
  const directory = folder();
  const names = [
    "out",
    "out/audit",
    "out/audit/audit.jsonl",
    "out/audit/head",
    "out/audit/scan.json",
    "out/demo",
    "out/demo/r1",
    "out/demo/r2",
    "out/demo/r4",
    "out/demo/.tmp-r3-1",
    "out/demo/.tmp-r5-1",
    "out/other",
    "out/other/.tmp-x",
    "out/scan.json",
  ];
  const paths = names.map((name) => join(directory, name));
  const found = leftOut([join(directory, "out")], paths).map((path) => path.slice(directory.length + 1));
  expect(found).toEqual(["out/audit/audit.jsonl", "out/audit/head", "out/demo/r1", "out/demo/.tmp-r3-1"]);
  expect(ownWorkAt([join(directory, "out")])(join(directory, "out/demo/r1"))).toBe(
    `left out: evidence of earlier runs in ${join(directory, "out")}`,
  );
});

test("ownWorkAt() knows its places behind links, and a copy of them not", () => {
  const directory = folder();
  symlinkSync("out", join(directory, "alias"));
  cpSync(join(directory, "out"), join(directory, "copy"), { recursive: true });
  expect(leftOut([join(directory, "alias")], [join(directory, "out/demo/r1")])).toHaveLength(1);
  expect(leftOut([join(directory, "alias")], [join(directory, "copy/demo/r1")])).toEqual([]);
});

test("ownWorkAt() the evidence leaves out tombstones, keys of applications, and all that log and signed runs hold", () => {
  const directory = fresh();
  const ours = ["demo/r1.tombstone.json", "keys/app-1-1.age", "keys/app-1-1.pub", "audit/checkpoint"];
  const others = ["demo/scan.json", "keys/scan.json", "other/r1.tombstone.json"];
  const inside = ["audit/hashes/0", "audit/shards/2025/audit.jsonl", "audit/anchors/1.tsr"];
  const run = ["manifest.json", "manifest.json.sig", "manifest.json.sigstore.json", "manifest.json.vsa.sigstore.json"];
  const signed = [...run, "audit.tlog-proof", "decision.json"].map((name) => `demo/r2/${name}`);
  for (const name of [...ours, ...others, ...inside, ...signed]) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), "{}");
  }
  const expected = [...ours, "audit/hashes", "audit/shards", "audit/anchors", "demo/r2"];
  const paths = [...expected, ...others].map((name) => join(directory, name));
  expect(leftOut([directory], paths)).toEqual(expected.map((name) => join(directory, name)));
});
