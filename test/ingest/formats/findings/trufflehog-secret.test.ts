import { expect, test } from "bun:test";
import { isLegacyLeak, isSecret, secretOf } from "../../../../src/ingest/formats/findings/trufflehog-secret.ts";

const source = { input: "t.json", pointer: "/0" };

function secret(Data: unknown): object {
  return { SourceMetadata: { Data }, DetectorName: "AWS", Verified: true, Raw: "s3cr3t", Redacted: "s3cr3t" };
}

test.each([
  [{ Git: { file: "a", line: 2 } }, { file: "a", line: 2 }, undefined],
  [{ Docker: { file: "a", image: "i", tag: "1" } }, { file: "a" }, "i:1"],
  [{ Docker: { image: "i" } }, {}, "i"],
  [{ S3: { bucket: "b", file: "a" } }, { file: "a" }, "b"],
  [{ Slack: 3, Github: { path: "p" } }, { file: "p" }, undefined],
  [null, {}, undefined],
])("secretOf() of %j", (data, location, resource) => {
  const finding = secretOf(secret(data), source);
  expect(finding).toMatchObject({ location, ...(resource !== undefined && { resource }), severity: "unknown" });
  expect(JSON.stringify(finding)).not.toContain("s3cr3t");
});

test("secretOf() says of anything else that it cannot be read", () => {
  expect(secretOf({}, source)).toBe("unreadable");
});

test("isSecret() and isLegacyLeak() tell the versions apart", () => {
  const legacy = { reason: "r", stringsFound: [] };
  expect([isSecret(secret({})), isLegacyLeak(secret({})), isSecret(legacy), isLegacyLeak(legacy)]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
