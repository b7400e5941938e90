import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** What the Go program can be asked; hashes are base64. */
export type GoQuestion = {
  readonly open?: readonly { readonly note: string; readonly keys: readonly string[] }[];
  readonly sign?: readonly { readonly text: string; readonly names: readonly string[] }[];
  /** Heads of trees, to be read and written again. */
  readonly trees?: readonly string[];
  readonly records?: readonly {
    readonly index: number;
    readonly size: number;
    readonly leaf: string;
    readonly root: string;
    readonly proof: readonly string[];
  }[];
  readonly grown?: readonly {
    readonly oldSize: number;
    readonly size: number;
    readonly oldRoot: string;
    readonly root: string;
    readonly proof: readonly string[];
  }[];
  readonly tiles?: readonly {
    readonly folder: string;
    readonly size: number;
    readonly root: string;
    readonly indices: readonly number[];
  }[];
  /** The lines of a log of its own. */
  readonly lines?: readonly string[];
};

/** What it says; a fault is empty when there is none. Lists that nothing was asked for are null. */
export type GoAnswer = {
  readonly open: readonly { readonly text: string; readonly names: readonly string[] | null; readonly fault: string }[];
  readonly sign: readonly { readonly note: string; readonly keys: readonly string[] }[];
  readonly trees: readonly string[];
  readonly records: readonly string[];
  readonly grown: readonly string[];
  readonly tiles: readonly {
    readonly leaves: readonly string[] | null;
    readonly proofs: readonly (readonly string[])[] | null;
    readonly fault: string;
  }[];
  readonly log: {
    readonly roots: readonly string[];
    /** By size from 1, then by index from 0, or older size from 1. */
    readonly inclusion: readonly (readonly (readonly string[] | null)[])[];
    readonly consistency: readonly (readonly (readonly string[] | null)[])[];
  };
};

/** Debian's packages alone: nothing is loaded. */
const environment = { GO111MODULE: "off", GOPATH: "/usr/share/gocode", GOPROXY: "off", GOFLAGS: "", CGO_ENABLED: "0" };

/** The program in test/interop/go-log, built into a folder of its own, which `remove` removes. */
export function buildGoLog(): { readonly ask: (question: GoQuestion) => GoAnswer; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "fixops-go-"));
  const program = join(folder, "go-log");
  const source = resolve(import.meta.dir, "../interop/go-log/main.go");
  run(["/usr/bin/go", "build", "-o", program, source], {
    ...environment,
    HOME: folder,
    GOCACHE: join(folder, "cache"),
  });
  return {
    ask: (question) => JSON.parse(run([program], {}, JSON.stringify(question))),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run(command: readonly string[], variables: Readonly<Record<string, string>>, stdin = ""): string {
  const child = Bun.spawnSync([...command], {
    env: { ...process.env, ...variables },
    stdin: new TextEncoder().encode(stdin),
  });
  if (child.exitCode !== 0) throw new Error(`${command.join(" ")}: ${child.stderr}`);
  return child.stdout.toString();
}
