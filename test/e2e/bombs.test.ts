import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { binary, hasBinary } from "../support/binary.ts";
import { workspace } from "../support/workspace.ts";
import { zipOf } from "../support/zip.ts";

const makeDirectory = workspace();

/** Megabytes that the program may take for an input that it refuses. */
const maxResident = 300;

/** Milliseconds after which it hangs; what it really takes is a matter of the bench. */
const timeout = 20_000;

const million = 1_000_000;

/** What is small and grows, or is deep, or lies: refused with 4, in bounded memory, before it does harm. */
const bombs: readonly (readonly [name: string, make: () => Uint8Array | string])[] = [
  ["10 million open lists", () => "[".repeat(10 * million)],
  ["10 million open objects", () => '{"a":'.repeat(10 * million)],
  ["10 million nested lists, closed", () => `${"[".repeat(10 * million)}${"]".repeat(10 * million)}`],
  ["10 million open elements of XML", () => "<a>".repeat(10 * million)],
  ["XML entities that multiply", () => entities()],
  ["an XML entity that names a device", () => '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///dev/random">]><a>&b;</a>'],
  ["YAML aliases that multiply", () => aliases()],
  ["a million YAML aliases", () => `a: &x 1\nb: [${"*x,".repeat(million)}]`],
  ["YAML brackets without end", () => `a: ${"[".repeat(million)}`],
  ["YAML dashes without end", () => "- ".repeat(million)],
  ["10 million empty objects end to end", () => "{}".repeat(10 * million)],
  ["a string without end", () => `{"a":"${"x".repeat(50 * million)}`],
  ["a quote without end in CSV", () => `component,exposure\n"${"a\n".repeat(10 * million)}`],
  ["gzip of ten thousand million zeros", () => gzipBomb(10_000)],
  ["gzip in gzip in gzip", () => gzipSync(gzipSync(gzipSync("{}")))],
  ["an archive that says it is small and is not", () => lyingZip()],
  ["an archive of many that share their bytes", () => overlappingZip()],
  ["an archive in an archive", () => zipSync({ "a.zip": zipSync({ a: new Uint8Array(10) }) })],
  ["an archive with a link", () => zipOf([{ name: "a", text: "/etc/passwd", mode: 0o120777 }])],
  ["an archive with an absolute path", () => zipOf([{ name: "/etc/passwd", text: "{}" }])],
  ["an archive with a dotted path", () => zipOf([{ name: "a/../../b", text: "{}" }])],
  [
    "an archive with one name twice",
    () =>
      zipOf([
        { name: "a", text: "{}" },
        { name: "a", text: "[]" },
      ]),
  ],
];

/**
 * Runs a command and prints the kilobytes that it took at most: a child of this process would be charged with what this
 * process takes when it forks.
 */
const meter =
  Bun.which("python3") === null
    ? []
    : [
        "python3",
        "-c",
        `import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)`,
      ];

describe.skipIf(!hasBinary)("the program refuses, in bounded memory,", () => {
  test.each([...bombs])(
    "%s",
    (_, make) => {
      const directory = makeDirectory();
      writeFileSync(join(directory, "bomb"), make());
      const command = [...meter, binary, "make-decision", "--input", "bomb"];
      const child = Bun.spawnSync(command, { cwd: directory, timeout });
      expect(child.stderr.toString()).toMatch(/^ {2}code: {2}INPUT_/m);
      expect(child.exitCode).toBe(4);
      if (meter.length > 0) expect(Number(child.stdout.toString()) / 1000).toBeLessThan(maxResident);
    },
    timeout,
  );
});

function entities(): string {
  const levels = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
  return `<!DOCTYPE a [<!ENTITY l0 "lol">${levels.join("")}]><a>&l10;</a>`;
}

function aliases(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}*l${i}]`);
  return `l0: &l0 [lol]\n${levels.join("\n")}\n`;
}

/** Megabytes of zeros, packed piece by piece. */
function gzipBomb(megabytes: number): Uint8Array {
  const piece = gzipSync(new Uint8Array(million * 100));
  return Buffer.concat(Array.from({ length: megabytes / 100 }, () => piece));
}

function lyingZip(): Uint8Array {
  return zipOf([{ name: "a", text: "0".repeat(100 * million), size: 10 }]);
}

function overlappingZip(): Uint8Array {
  const text = "0".repeat(million);
  return zipOf(Array.from({ length: 50 }, (_, i) => ({ name: `a${i}`, text, offset: 0 })));
}
