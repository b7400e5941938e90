/** What an action hands back: text for people, the same for machines, and how the process ends. */
export type Result = {
  readonly text: string;
  readonly json: unknown;
  readonly exitCode: number;
};
