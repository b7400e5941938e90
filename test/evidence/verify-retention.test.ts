import { expect, test } from "bun:test";
import { checkRetention } from "../../src/evidence/verify-retention.ts";
import { sealSample } from "../support/sample-run.ts";

// Made at 2026-01-02T03:04:05Z.
const { manifest } = await sealSample({ compress: true }, { retentionDays: 10 });

test.each([
  [undefined, "to be kept until 2026-01-12T03:04:05Z"],
  ["2026-01-12T03:04:04Z", "to be kept until 2026-01-12T03:04:05Z"],
  ["2026-01-12T03:04:05Z", "was to be kept until 2026-01-12T03:04:05Z"],
])("checkRetention() at %s says %j", (now, detail) => {
  expect(checkRetention(manifest, now)).toMatchObject([{ what: "retention", status: "pass", detail }]);
});

test.each([
  { retention_days: 9 },
  { retention_until: "2026-01-11T03:04:05Z" },
  { retention_until: "2026-01-12T03:04:05.000Z" },
  { as_of: "never" },
])("checkRetention() fails when the date does not follow: %j", (over) => {
  expect(checkRetention({ ...manifest, ...over }, undefined)).toMatchObject([
    { what: "retention", status: "fail", code: "INTEGRITY_MANIFEST" },
  ]);
});
