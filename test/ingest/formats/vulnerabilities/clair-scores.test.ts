import { expect, test } from "bun:test";
import { nvdScores } from "../../../../src/ingest/formats/vulnerabilities/clair-scores.ts";

test.each([
  ["2.0", { CVSSv2: { Score: 5, Vectors: "AV:N/AC:L/Au:N/C:N/I:P/A:N" } }, ["2.0", 5]],
  ["3 without a prefix", { CVSSv3: { Score: 9.1, Vectors: "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N" } }, ["3.0", 9.1]],
  ["3.1", { CVSSv3: { Score: 5.9, Vectors: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H" } }, ["3.1", 5.9]],
  ["nothing", { CVSSv3: { Score: 0, Vectors: "" } }, undefined],
  ["no object", "none", undefined],
])("nvdScores() of %s", (_, nvd, expected) => {
  const [cvss] = nvdScores(nvd);
  expect<unknown>(cvss === undefined ? undefined : [cvss.version, cvss.score]).toEqual(expected);
});
