import fc from "fast-check";
import type { DecisionRecord } from "../../src/domain/bundle.ts";
import { decisionRecordOf, inputFile, reasonRecord } from "../support/build.ts";

/** Texts that try something: escapes, workflow commands, HTML, Markdown. */
const attacks = fc.constantFrom(
  "\u001b]0;owned\u0007",
  "a\n::error::owned",
  "::set-output name=a::b",
  "##vso[task.setvariable variable=a]b",
  "##[add-mask]a",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "[click](javascript:alert(1))",
  "![x](https://evil.example/x.png)",
  "a | b | c",
  "`code` **bold** @team https://evil.example",
  "\u202Egpj.exe",
  "%0A::error::owned",
);

const text = fc.oneof(attacks, fc.string({ unit: "binary", maxLength: 20 }));

/** A decision whose every text from outside is arbitrary. */
export const hostileDecision: fc.Arbitrary<DecisionRecord> = fc
  .record({ text, verdict: fc.constantFrom("NO-GO" as const, "CONDITIONAL" as const) })
  .map(({ text: said, verdict }) => {
    const reason = reasonRecord({
      verdict,
      message: said,
      threshold: said,
      count: 9,
      evidence: [{ id: said, what: said, where: said, fix: said }],
    });
    const { kinds, ...file } = inputFile({ name: said, format: said });
    return decisionRecordOf({
      verdict,
      reasons: [reason],
      warnings: [reason],
      to_go: [said],
      app: { id: said, name: said },
      inputs: [
        {
          name: said,
          sha256: file.sha256,
          bytes: 1,
          encoding: said,
          kinds: [...kinds],
          format: said,
          format_version: said,
          coverage: { doubts: [said] },
          accounts: [{ items: said, raw: 1, kept: 1, merged: 0, not_applicable: [] }],
          notices: [said],
        },
      ],
      intel: { kev: { ...decisionRecordOf().intel.kev, version: said } },
    });
  });
