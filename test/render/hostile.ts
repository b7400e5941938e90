import fc from "fast-check";
import type { DecisionRecord } from "../../src/domain/bundle.ts";
import { inputRecord } from "../../src/domain/input-record.ts";
import type { InspectionRecord } from "../../src/domain/inspection.ts";
import type { ReleaseItems } from "../../src/render/csv.ts";
import { correlated, decisionRecordOf, inputFile, observation, reasonRecord, vulnerability } from "../support/build.ts";
import { everything, hostileText } from "../support/hostile.ts";

const text = fc.oneof({ weight: 20, arbitrary: hostileText }, fc.constant(everything));

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
          coverage: { schema: { status: "not_evaluated", why: said }, doubts: [said] },
          accounts: [{ items: said, raw: 1, kept: 1, merged: 0, not_applicable: [] }],
          notices: [said],
        },
      ],
      intel: { kev: { ...decisionRecordOf().intel.kev, version: said } },
    });
  });

/** A release whose every text from outside is arbitrary. */
export const hostileRelease: fc.Arbitrary<ReleaseItems> = fc.tuple(text, text).map(([said, other]) => {
  const source = { input: said, pointer: other };
  const suppression = { kind: "tool", justification: said, rule: other } as const;
  const vex = {
    status: "affected",
    justification: said,
    impact: other,
    author: said,
    doubtful: false,
    source,
  } as const;
  const named = { name: said, version: other, purl: said };
  return {
    vulnerabilities: [
      vulnerability({
        id: said,
        aliases: [other, said],
        package: named,
        fixedIn: [said, other],
        title: other,
        vex,
        suppression,
        observations: [observation({ tool: said, source }), observation({ tool: other, source })],
      }),
    ],
    findings: [
      correlated({
        ruleId: said,
        tool: other,
        message: said,
        location: { file: other, line: 3 },
        resource: said,
        vulnerabilityIds: [other],
        suppression,
        source,
        duplicates: [source],
      }),
    ],
  };
});

/** A file that was read and one that was refused, with arbitrary texts. */
export const hostileInspection: fc.Arbitrary<readonly InspectionRecord[]> = text.map((said) => {
  const where = { file: said, pointer: said };
  const read = inputFile({ name: said, format: said, notices: [said], coverage: { tool: said, doubts: [said] } });
  return [
    { outcome: "read", title: said, recognised_by: said, ...inputRecord(read) },
    { outcome: "refused", name: said, error: { code: "INPUT_MALFORMED", message: said, where, hint: said } },
  ];
});
