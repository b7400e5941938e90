import { describe, expect, test } from "bun:test";
import type { ReleaseArtefact } from "../../../src/assess/provenance/artefacts.ts";
import { checkSubject, indexArtefacts } from "../../../src/assess/provenance/subject.ts";
import type { Artefact } from "../../../src/domain/provenance.ts";
import { provenanceOf, statementJson } from "../../support/provenance.ts";

const [a, b] = ["a".repeat(64), "b".repeat(64)];

const artefact = (origin: ReleaseArtefact["origin"], digest = a, algorithm = "sha256"): ReleaseArtefact => ({
  name: origin,
  algorithm,
  digest,
  origin,
});

const subject = (...digests: [string, string][]): Artefact => ({ name: "app", digests });

describe("checkSubject()", () => {
  test.each<[string, readonly Artefact[], readonly ReleaseArtefact[], string]>([
    ["the named artefact", [subject(["sha256", a])], [artefact("named")], "match"],
    ["an image", [subject(["sha256", a])], [artefact("image")], "match"],
    ["one of two subjects", [subject(["sha256", b]), subject(["sha256", a])], [artefact("named")], "match"],
    ["a digest in capitals", [subject(["sha256", a.toUpperCase()])], [artefact("subject")], "match"],
    ["a component", [subject(["sha256", a])], [artefact("component"), artefact("subject", b)], "component"],
    ["something else", [subject(["sha256", b])], [artefact("named")], "mismatch"],
    ["something else than the image", [subject(["sha256", b])], [artefact("image"), artefact("component")], "mismatch"],
    ["something else, with components only", [subject(["sha256", b])], [artefact("component")], "unknown"],
    ["another algorithm", [subject(["sha512", b])], [artefact("named")], "unknown"],
    ["a commit", [subject(["gitCommit", "c0"])], [artefact("named")], "unknown"],
    ["SHA-1 alone", [subject(["sha1", a])], [artefact("named", a, "sha256")], "unknown"],
    ["nothing", [], [artefact("named")], "unknown"],
    ["something, and nothing is known of the release", [subject(["sha256", a])], [], "unknown"],
  ])("of %s", (_, subjects, artefacts, status) => {
    const statement = { ...provenanceOf(statementJson()), subjects };
    expect(checkSubject(statement, indexArtefacts(artefacts)).status).toBe(status as "match");
  });

  test("names what it is about, and a component only where nothing else is", () => {
    const statement = { ...provenanceOf(statementJson()), subjects: [subject(["sha256", a]), subject(["sha256", b])] };
    const check = checkSubject(statement, indexArtefacts([artefact("component"), artefact("image", b)]));
    expect(check.artefacts.map(({ origin }) => origin)).toEqual(["image"]);
  });
});
