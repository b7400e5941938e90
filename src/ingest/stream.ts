import { FixopsError } from "../domain/error.ts";
import type { InputKind } from "../domain/input-file.ts";
import type { Document, Format } from "./format.ts";

/** What reading a text needs to know besides the text. */
export type Setting = {
  readonly file: string;
  readonly formats: readonly Format[];
  readonly maxDepth: number;
  /** What a flag promised. */
  readonly expected?: InputKind | undefined;
};

const names = { json: "JSON value", yaml: "YAML document" } as const;

/**
 * Several values in one file, when a format reads such a stream.
 * Throws INPUT_MALFORMED otherwise: of two reports in one file, one would be lost.
 */
export function streamOf(syntax: "json" | "yaml", values: readonly unknown[], setting: Setting): Document {
  const stream: Document = { form: "stream", syntax, values };
  if (setting.formats.some((format) => format.detect(stream))) return stream;
  throw new FixopsError(
    "INPUT_MALFORMED",
    `the file holds ${values.length} ${names[syntax]}s, and no reader takes such a stream`,
    {
      where: { file: setting.file },
      hint: "give each report as a file of its own",
    },
  );
}
