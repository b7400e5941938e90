import { expect, test } from "bun:test";
import { decisionFile } from "../../src/evidence/bundle.ts";
import { redactedText } from "../../src/evidence/redacted-text.ts";
import { sealCanaries } from "../support/redacted.ts";
import { sealSample } from "../support/sample-run.ts";

const signed = (await sealCanaries()).manifest;
const unsigned = (await sealSample({ compress: true })).manifest;

test("redactedText() has commands for what is in the copy, and none for what is not", () => {
  const digest = signed.files.find(({ name }) => name === decisionFile)?.sha256 ?? "none";
  const withDecision = redactedText(signed, new Set([decisionFile]));
  expect(withDecision).toContain(`echo "${digest}  demo/${signed.run_id}/decision.json" | sha256sum -c -`);
  expect(withDecision).toContain(signed.sections_root);
  expect(withDecision).toContain("ssh-keygen -Y verify");
  const without = redactedText(unsigned, new Set());
  expect(without).not.toContain(digest);
  expect(without).toContain("decision.json with its reasons");
  expect(without).not.toContain("ssh-keygen");
});

test("redactedText() indents nothing but commands by four", () => {
  const lines = redactedText(unsigned, new Set()).split("\n");
  const commands = lines.filter((line) => /^ {4}/.test(line)).map((line) => line.slice(4));
  expect(commands[0]).toStartWith("grep -F ");
  expect(commands.filter((line) => /^[A-Z]/.test(line))).toEqual(["END"]);
});
