import { count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { plainText } from "../forms.ts";
import { rejectionDoubts } from "../refusals.ts";
import { countOf, coverageReading, sum } from "./measured.ts";

/** Cover profiles of Go (`go test -coverprofile`). They count statements, which stand for lines here. */
export const goCover: Format = {
  id: "go-cover",
  title: "Go cover profile",
  sign: "a first line such as `mode: set`",
  versions: [],
  kinds: ["tests"],
  detect: (document) => mode.test((plainText(document) ?? "").trimStart()),
  read,
};

const mode = /^mode: (?:set|count|atomic)\s*(?:\n|$)/;

/** A block: its statements, and whether a test ran it. */
type Block = { readonly statements: number; isHit: boolean };

const unreadable = "it is no block";

function read(document: Document, origin: Origin): Reading {
  const blocks = new Map<string, Block>();
  const files = new Set<string>();
  const notUsed: Tally = new Map();
  for (const line of (plainText(document) ?? "").split("\n")) readLine(line.trim(), { blocks, files, notUsed });
  const lines = sum();
  for (const { statements, isHit } of blocks.values()) {
    lines.total += statements;
    if (isHit) lines.covered += statements;
  }
  const lost = new Map([...notUsed].filter(([reason]) => reason === unreadable));
  return coverageReading(
    { lines, branches: sum(), functions: sum(), files: files.size },
    {
      input: origin.name,
      pointer: "line 1",
      items: "blocks",
      kept: blocks.size,
      notUsed,
      coverage: { tool: "go test" },
      doubts: rejectionDoubts("blocks", lost),
      notices: ["its lines are Go statements"],
    },
  );
}

type Sieve = { readonly blocks: Map<string, Block>; readonly files: Set<string>; readonly notUsed: Tally };

/** `name.go:line.column,line.column statements count`. Profiles of several packages repeat blocks, merged ones the mode. */
function readLine(line: string, { blocks, files, notUsed }: Sieve): void {
  if (line === "" || mode.test(line)) return;
  const [place, statements, hits] = splitLine(line);
  const colon = place.lastIndexOf(":");
  if (colon <= 0 || !range.test(place.slice(colon + 1)) || statements === undefined || hits === undefined) {
    count(notUsed, unreadable);
    return;
  }
  files.add(place.slice(0, colon));
  const known = blocks.get(place);
  if (known === undefined) blocks.set(place, { statements, isHit: hits > 0 });
  else {
    known.isHit ||= hits > 0;
    count(notUsed, "the same block again");
  }
}

const range = /^\d{1,9}\.\d{1,9},\d{1,9}\.\d{1,9}$/;

/** The two numbers at the end; file names may hold spaces. */
function splitLine(line: string): readonly [string, number | undefined, number | undefined] {
  const last = line.lastIndexOf(" ");
  const before = line.lastIndexOf(" ", last - 1);
  if (before <= 0) return [line, undefined, undefined];
  return [line.slice(0, before), countOf(line.slice(before + 1, last)), countOf(line.slice(last + 1))];
}
