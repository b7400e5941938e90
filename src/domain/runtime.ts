import type { AuditLine } from "./bundle.ts";
import type { InputBytes, InputKind } from "./input-file.ts";
import type { Mode } from "./mode.ts";
import type { SchemaText } from "./schema-validity.ts";
import type { BundleVerifier } from "./trust.ts";

/** A file to be written: name relative to its directory, no path separators. */
export type NamedBytes = { readonly name: string; readonly bytes: Uint8Array };

/** An input as the user named it: a file, a directory, a glob or `-`. */
export type InputRequest = { readonly path: string; readonly expected?: InputKind };

export type ReadLimits = {
  /** Bytes of one file. */
  readonly maxBytes: number;
  readonly followSymlinks: boolean;
  /**
   * A file and a directory that the program itself writes to: a directory or pattern passes over what is its own work
   * there (a decision, runs, the log), and reads everything else that it meets in them.
   */
  readonly leaveOut: readonly string[];
  /** Is told each time that something was passed over, and why. */
  readonly tell?: (notice: string) => void;
};

/** What stands at a name: `link` whatever it points to, `other` for pipes, sockets and devices. */
export type EntryKind = "file" | "directory" | "link" | "other";

/** Where a secret stands; `givenBy` is the flag or variable that names the file, for the messages. */
export type SecretSource = { readonly file: string; readonly givenBy?: string } | { readonly fd: number };

/** Where a signature may come from: a private key in PEM (PKCS #8), or a command that keeps the key to itself. */
export type SignerSource =
  | { readonly privateKey: string }
  | {
      /** Program and arguments, parted by spaces: no shell reads it. */
      readonly command: string;
      /** The public key in PEM that its signatures must hold under. */
      readonly publicKey: string;
    };

/** Signs with one key, of which it tells the public half only. */
export type Signer = {
  /** SubjectPublicKeyInfo in PEM. */
  readonly publicKey: string;
  /** 64 bytes of Ed25519, or ECDSA in DER; always one that holds. Throws IO_SIGNER. */
  readonly sign: (message: Uint8Array) => Uint8Array;
};

/** The disk, as far as the product uses it. All paths are as the user gave them; all throw INPUT_* or IO_* errors. */
export type Files = {
  /** Opens each file once and reads it whole; expands directories and globs; refuses symlinks unless told otherwise. */
  readonly readInputs: (requests: readonly InputRequest[], limits: ReadLimits) => readonly InputBytes[];
  /** Reads one regular file; undefined when it does not exist. */
  readonly read: (path: string, maxBytes: number) => Uint8Array | undefined;
  /** Names in a directory, sorted; undefined when it does not exist. */
  readonly list: (directory: string) => readonly { readonly name: string; readonly kind: EntryKind }[] | undefined;
  /** True when both paths lead to one and the same file or directory, through whatever links; never for pipes and devices. */
  readonly isSame: (a: string, b: string) => boolean;
  /** Temp file + fsync + rename + fsync of the directory, mode 0600; replaces the target. */
  readonly writeFile: (path: string, bytes: Uint8Array) => void;
  /** Takes a file away for good; nothing when there is none. Throws IO_*. */
  readonly remove: (path: string) => void;
  /** A new file, mode 0600, in directories that are made when they are missing. Throws IO_EXISTS when there is one. */
  readonly create: (path: string, bytes: Uint8Array) => void;
  /**
   * Makes a directory appear whole or not at all: builds it under a temporary name, fsyncs, renames. `record` is called
   * before the rename and given it, to do it in the midst of its own work, with files that have to be in it as well; else
   * it follows. When anything fails, `record` included, nothing is left. Throws IO_EXISTS when it is there already. Files 0600, directories 0700.
   */
  readonly publish: (
    directory: string,
    files: readonly NamedBytes[],
    record?: (makeVisible: (more?: readonly NamedBytes[]) => TakeBack) => void,
  ) => void;
  /**
   * Puts other files in the place of a directory: they are built beside it, `record` is called and given the step that lets
   * them take its place, with files that have to be among them as well; until it is done what was there stands at `aside`.
   * When anything fails, `record` included, all is as it was.
   */
  readonly replace: (
    place: { readonly directory: string; readonly aside: string },
    files: readonly NamedBytes[],
    record: (makeVisible: (more?: readonly NamedBytes[]) => void) => void,
  ) => void;
  /** Gives a directory another name. Throws IO_EXISTS when something has it, IO_*. */
  readonly moveDirectory: (from: string, to: string) => void;
  /** Takes a directory away with all that is in it; nothing when there is none. Throws IO_*. */
  readonly removeDirectory: (path: string) => void;
  /** Adds bytes to the end of a file, which is made when it does not exist. */
  readonly append: (path: string, bytes: Uint8Array) => void;
  /**
   * Runs `work` while no other process does under the same lock file, which is made with its directory. The system lets go
   * of the lock when the process dies. Throws IO_LOCKED after a minute.
   */
  readonly exclusively: <T>(lockFile: string, work: () => T) => T;
  /** Throws IO_* when nothing could be written below the directory: asked before any work is done. */
  readonly assertWritable: (directory: string) => void;
  /** Throws IO_* when `writeFile` could not write there: a directory, a symbolic link, a disk that is full or read-only. */
  readonly assertReplaceable: (path: string) => void;
};

/** What is recorded; the log adds version, sequence number, previous leaf hash. */
export type AuditEvent = Omit<AuditLine, "v" | "seq" | "prev">;

/** Where an acknowledged event stands in the log. */
export type AuditReceipt = { readonly seq: number; readonly leaf: string };

/** Signs checkpoints of the log: 32 raw bytes of an Ed25519 public key, and what signs by it (RFC 8032, 64 bytes). */
export type LogSigner = { readonly publicKey: Uint8Array; readonly sign: (message: Uint8Array) => Uint8Array };

/** Undoes what was made visible; false when that cannot be done. */
export type TakeBack = () => boolean;

export type AppendOptions = {
  /**
   * What the event tells of: done under the lock when the line is durable; when it throws, the line is taken back. It may
   * hand back how to undo it, for what fails after it; else the line stays then. Given the text of the proof (`c2sp.org/tlog-proof@v1`) that the line is in the log, when there is a key.
   */
  readonly commit?: ((proof: string | undefined) => void) | ((proof: string | undefined) => TakeBack) | undefined;
  /** With it each append signs a checkpoint. */
  readonly logKey?: LogSigner | undefined;
  /** Append even where several machines may write, and locks and O_APPEND may not hold. */
  readonly allowNetworkFs?: boolean | undefined;
};

/** A log as it stands on disk, unchecked. */
export type StoredLog = {
  readonly log: Uint8Array;
  readonly head: Uint8Array | undefined;
  /** The latest checkpoint, a signed note; absent while nobody has signed one. */
  readonly checkpoint?: Uint8Array | undefined;
};

/** The open log, and those of closed years, oldest first. */
export type StoredLogs = StoredLog & { readonly closed?: readonly (StoredLog & { readonly year: string })[] };

export type AuditLog = {
  /**
   * Appends under the exclusive lock and returns after fdatasync. An event of a later year than the log first closes the
   * log of its year. Throws IO_* or INTEGRITY_LOG.
   */
  readonly append: (directory: string, event: AuditEvent, options?: AppendOptions) => AuditReceipt;
  /** Appends one or more events at once, all or none of them; proof and receipt are of the last. */
  readonly appendAll: (directory: string, events: readonly AuditEvent[], options?: AppendOptions) => AuditReceipt;
  /** Throws IO_WRITE when the directory is on a network file system: asked before any work is done. */
  readonly assertLocal: (directory: string) => void;
  /** Undefined when there is none. Throws INTEGRITY_LOG for links and what is no file. */
  readonly read: (directory: string) => StoredLogs | undefined;
  /** The stored hash levels of the open log or of a closed year, level 0 first; nothing when there are none. */
  readonly readHashes: (directory: string, year?: string) => readonly Uint8Array[];
  /** Adds a text to the git note (`refs/notes/fixops`) of HEAD in a repository. Throws IO_WRITE. */
  readonly addGitNote: (repository: string, text: string) => void;
};

/** age (age-encryption.org/v1). Recipients and identities in their text forms; all throw FixopsError. */
export type AgePort = {
  readonly encrypt: (plain: Uint8Array, recipients: readonly string[]) => Promise<Uint8Array>;
  /** Throws INTEGRITY_DECRYPTION when no identity opens it, or the ciphertext is damaged. */
  readonly decrypt: (ciphertext: Uint8Array, identities: readonly string[]) => Promise<Uint8Array>;
  /** A new X25519 key pair. */
  readonly newIdentity: () => Promise<{ readonly identity: string; readonly recipient: string }>;
  /** The public half of an identity. Throws USAGE_KEY_INVALID. */
  readonly recipientOf: (identity: string) => Promise<string>;
};

/** Texts that are built into the binary. */
export type Assets = {
  readonly overlay: (mode: Mode) => string;
  /** The KEV pack and the SHA-256 that it must have. */
  readonly kev: () => { readonly text: string; readonly sha256: string };
  /** The pack of packages with a history of remote code execution, and the SHA-256 that it must have. */
  readonly families: () => { readonly text: string; readonly sha256: string };
  /** Schemas of the publishers of formats; loaded by the first call, since no gate needs them. */
  readonly schemas: () => Promise<SchemaText>;
  /** Inputs of `demo`. */
  readonly samples: () => readonly (NamedBytes & { readonly expected: InputKind })[];
};

export type Terminal = {
  /** Writes all of it or throws; the only ways out of the program. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly isTerminal: { readonly out: boolean; readonly err: boolean };
};

/** Everything that a run takes from the outside; built once in `main.ts`, faked in tests. */
export type Runtime = {
  /** Seconds since 1970 of the system's clock. */
  readonly now: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  /** A variable of the environment; empty counts as absent. */
  readonly environment: (name: string) => string | undefined;
  /** Reads a secret from a file (mode checked) or an open file descriptor. */
  readonly readSecret: (from: SecretSource) => string;
  /** Throws USAGE_KEY_INVALID for a key that is none, or of an algorithm that is not accepted. */
  readonly signer: (source: SignerSource) => Signer;
  readonly files: Files;
  readonly auditLog: AuditLog;
  readonly assets: Assets;
  readonly terminal: Terminal;
  readonly sha256: (bytes: Uint8Array) => string;
  /** Verification of Sigstore bundles; large, so it is loaded by the first call. */
  readonly bundleVerifier: () => Promise<BundleVerifier>;
  /** Encryption for people; loaded by the first call. */
  readonly age: () => Promise<AgePort>;
  /** Is told of bytes that nobody will look at any more; they may be empty from then on. */
  readonly giveBack: (bytes: Uint8Array) => void;
};
