import { expect, test } from "bun:test";
import {
  keepFinding,
  postureReading,
  postureSink,
} from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";
import { finding } from "../../../support/build.ts";

const close = { coverage: { doubts: [] }, sorts: ["vulnerabilities"] } as const;

test("keepFinding() counts the raw item that the finding was", () => {
  const sink = postureSink("a");
  keepFinding(sink, "checks", finding());
  const { items, accounts } = postureReading(sink, close);
  expect(items.findings).toHaveLength(1);
  expect(accounts.map(({ items: sort, raw, kept }) => [sort, raw, kept])).toEqual([
    ["vulnerabilities", 0, 0],
    ["checks", 1, 1],
  ]);
});

test("postureReading() has no list of vulnerabilities when nobody looked for them", () => {
  expect(postureReading(postureSink("a"), close).items.observations).toEqual([]);
  expect(postureReading(postureSink("a"), close, false).items.observations).toBeUndefined();
});
