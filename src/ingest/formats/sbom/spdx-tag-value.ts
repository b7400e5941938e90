import { FixopsError } from "../../../domain/error.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { plainText } from "../forms.ts";
import { relocated } from "./relocate.ts";
import { readSpdx2, supportedVersion } from "./spdx-2-document.ts";
import { documentOfTags } from "./spdx-tag-value-document.ts";
import { readTagLines, type TagLine } from "./spdx-tag-value-lines.ts";

const versions = ["2.1", "2.2", "2.3"];

/** SPDX 2.1 to 2.3 tag-value. Packages are placed by the line of their name: `line 12`. */
export const spdxTagValue: Format = {
  id: "spdx-tag-value",
  title: "SPDX tag-value",
  sign: "a line that begins with `SPDXVersion:`",
  versions,
  kinds: ["sbom"],
  detect: (document) => /^[ \t]{0,20}SPDXVersion[ \t]{0,20}:/m.test(plainText(document) ?? ""),
  read,
};

function read(document: Document, origin: Origin): Reading {
  const { tags, strayLines } = readTagLines(plainText(document) ?? "", origin.name);
  checkVersion(tags, origin);
  const { spdx, packageLines } = documentOfTags(tags);
  const reading = readSpdx2({ value: spdx, pointer: "" }, versions, origin);
  const placed = relocated(reading, (pointer) => `line ${packageLines[indexOf(pointer)] ?? 1}`);
  return { ...placed, notices: [...placed.notices, ...strayNotices(strayLines)] };
}

/** `3` from `/packages/3`. */
function indexOf(pointer: string): number {
  return Number(pointer.slice(pointer.lastIndexOf("/") + 1));
}

/** Throws INPUT_UNSUPPORTED_VERSION, and INPUT_MALFORMED for a second document, whose packages nobody could tell apart. */
function checkVersion(tags: readonly TagLine[], origin: Origin): void {
  const [first, second] = tags.filter(({ tag }) => tag === "SPDXVersion");
  supportedVersion(first?.value, versions, { file: origin.name, line: first?.line ?? 1 });
  if (second === undefined) return;
  throw new FixopsError("INPUT_MALFORMED", "the file holds a second SPDX document", {
    where: { file: origin.name, line: second.line },
    hint: "give each document as a file of its own",
  });
}

function strayNotices(strayLines: readonly number[]): readonly string[] {
  const [first] = strayLines;
  return first === undefined ? [] : [`lines that are no tag with a value: ${strayLines.length}, the first is ${first}`];
}
