import type { CheckFacts } from "../domain/posture.ts";
import { countSeverities, severities } from "../domain/severity.ts";
import { counted } from "../domain/words.ts";
import { visibleText } from "../standards/visible.ts";

/** The table of posture checks for people, one line each, and how many there are. */
export function renderChecks(checks: readonly CheckFacts[]): string {
  const width = Math.max(0, ...checks.map(({ id }) => id.length));
  const lines = checks.map(
    ({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(severityWidth)}  ${title}`,
  );
  return page([...lines, "", summary(checks)]);
}

const severityWidth = Math.max(...severities.map((one) => one.length));

/** The same as a Markdown table. */
export function renderChecksMarkdown(checks: readonly CheckFacts[]): string {
  const rows = checks.map((check) => [
    `\`${check.id}\``,
    check.severity,
    cell(check.title),
    check.types.map((type) => `\`${type}\``).join(" "),
    elsewhere(check).join(" "),
    check.controls.join(" "),
  ]);
  const head = ["Check", "Severity", "Holds when it passes", "Of", "Elsewhere", "Controls"];
  const lines = [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
  return page([...lines, "", summary(checks)]);
}

/** All that there is to say about one check. */
export function renderCheck(check: CheckFacts): string {
  const also = elsewhere(check);
  return page([
    `${check.id}  (${check.severity})`,
    `  ${check.title}.`,
    `  to do: ${check.fix}`,
    `  of: ${check.types.join(", ")}`,
    `  controls: ${check.controls.join(", ")}`,
    ...(also.length === 0 ? [] : [`  elsewhere: ${also.join(", ")}`]),
    ...check.references.map((reference) => `  read: ${reference}`),
  ]);
}

function elsewhere({ aka }: CheckFacts): readonly string[] {
  return [...(aka.ckv ?? []), ...(aka.avd ?? []), ...(aka.cis ?? [])];
}

function summary(checks: readonly CheckFacts[]): string {
  const counts = countSeverities(checks);
  const parts = severities.filter((one) => counts[one] > 0).map((one) => `${counts[one]} ${one}`);
  return `${counted(checks.length, "check")}: ${parts.join(", ")}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function page(lines: readonly string[]): string {
  return `${lines.map(visibleText).join("\n")}\n`;
}
