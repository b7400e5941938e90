/** What a finished run can be written as besides its evidence: `--out FORMAT=FILE`. */
export const outputFormats = ["json", "md", "csv"] as const;

export type OutputFormat = (typeof outputFormats)[number];
