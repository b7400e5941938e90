import type { Finding } from "../../../domain/finding.ts";

/** What keeps a secret that a scanner found out of the evidence: a report about a leak must not be the next one. */

/**
 * Weaknesses whose flagged code holds the secret itself: CWE-259 and CWE-798 hard-coded password and credentials,
 * CWE-260 password in a configuration file, CWE-312 cleartext storage, CWE-321 hard-coded key, CWE-540 in source code.
 */
const weaknesses: ReadonlySet<string> = new Set(["CWE-259", "CWE-260", "CWE-312", "CWE-321", "CWE-540", "CWE-798"]);

const names = /secret|passw|credential|token|api[-_ ]?key|private[-_ ]?key/i;

const scanners = /gitleaks|trufflehog|ggshield|gitguardian|detect-secrets|whispers|talisman|noseyparker/i;

/** Of rules whose id is a number and that name no weakness (Bandit before 1.7.3). */
const finds = /hard-?coded|entropy|(?:secret|password|credential|token|key)s? (?:in|found|detected|leaked)/i;

/** Longer texts are no names, and messages come to the point before. */
const maxRead = 400;

type Told = Pick<Finding, "cwes" | "message" | "ruleId" | "tool">;

/** True when the code of a finding may be a secret, by the tool, the rule, the weakness or the message. */
export function isAboutSecrets({ tool, ruleId, cwes, message }: Told): boolean {
  if (cwes.some((cwe) => weaknesses.has(cwe))) return true;
  if (names.test(ruleId.slice(0, maxRead)) || scanners.test(tool.slice(0, maxRead))) return true;
  return finds.test(message.slice(0, maxRead));
}

/** Up to the closing quote of the same kind, else to the end. */
const quotes = /'[^']*(?:'|$)|"[^"]*(?:"|$)|`[^`]*(?:`|$)/g;

/** A message without what it quotes: `Possible hardcoded password: '…'`. */
export function withoutValues(message: string): string {
  return message.replaceAll(quotes, "'…'");
}
