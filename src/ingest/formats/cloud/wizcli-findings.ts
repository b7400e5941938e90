import { field, list, optional, text } from "../../../standards/wire.ts";
import { lineNumber } from "../findings/report-text.ts";
import type { PostureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { cloudFinding, enter, gone, open, setAside } from "./cloud-finding.ts";

/** Reads `ruleMatches`: each match of a rule is one raw item, and a rule without matches one of its own. */
export function readRuleMatches(result: unknown, sink: PostureSink): void {
  for (const [index, ruleMatch] of list(result, "ruleMatches").entries()) {
    const pointer = `/result/ruleMatches/${index}`;
    const matches = list(ruleMatch, "matches");
    if (matches.length === 0) readMatch(ruleMatch, undefined, pointer, sink);
    for (const [place, match] of matches.entries()) readMatch(ruleMatch, match, `${pointer}/matches/${place}`, sink);
  }
}

/** The matched text itself (`matchContent`) may hold a secret and goes nowhere. */
function readMatch(ruleMatch: unknown, match: unknown, pointer: string, sink: PostureSink): void {
  const rule = field(ruleMatch, "rule");
  const ruleId = text(rule, "id") ?? text(rule, "name");
  const isIgnored = list(match, "ignoredPolicyMatches").length > 0;
  enter(sink, "results", isIgnored ? setAside("an ignore rule of the policy") : open, (suppression) => {
    if (ruleId === undefined) return undefined;
    return cloudFinding({
      ruleId,
      tool: "wizcli",
      level: text(ruleMatch, "severity"),
      message:
        [text(rule, "name"), text(match, "expected")].filter((part) => part !== undefined).join(": ") || undefined,
      resource: resourceOf(match),
      location: placeOf(text(match, "fileName"), field(match, "lineNumber")),
      suppression,
      source: { input: sink.input, pointer },
    });
  });
}

/** For Dockerfiles the name is made of the commands themselves, in double braces: those may hold a secret, too. */
function resourceOf(match: unknown): string | undefined {
  const name = text(match, "resourceName");
  return name?.includes("{{") === true ? undefined : name;
}

function placeOf(file: string | undefined, line: unknown) {
  return { ...optional("file", file?.replaceAll("\\", "/")), ...optional("line", lineNumber(line)) };
}

/** Reads `secrets`. The description quotes what was found around the secret, so that only the type is told. */
export function readSecrets(result: unknown, sink: PostureSink): void {
  for (const [index, secret] of list(result, "secrets").entries()) {
    const type = text(secret, "type");
    enter(sink, "secrets", open, () => {
      if (type === undefined) return undefined;
      return cloudFinding({
        ruleId: type,
        tool: "wizcli",
        level: text(secret, "severity"),
        message: `a secret of the type ${type}`,
        location: placeOf(text(secret, "path"), field(secret, "lineNumber")),
        source: { input: sink.input, pointer: `/result/secrets/${index}` },
      });
    });
  }
}

/** Reads the rules for the host's own configuration, with those that passed. */
export function readHostRules(result: unknown, sink: PostureSink): void {
  const host = field(result, "hostConfiguration");
  for (const [index, entry] of list(host, "hostConfigurationFindings").entries()) {
    const rule = field(entry, "rule");
    const ruleId = text(rule, "id") ?? text(rule, "name");
    const standing = text(entry, "status")?.startsWith("PASS") === true ? gone("the check passed") : open;
    enter(sink, "checks", standing, () => {
      if (ruleId === undefined) return undefined;
      return cloudFinding({
        ruleId,
        tool: "wizcli",
        level: text(entry, "severity"),
        message: text(rule, "name") ?? text(rule, "description"),
        source: { input: sink.input, pointer: `/result/hostConfiguration/hostConfigurationFindings/${index}` },
      });
    });
  }
}

/** Personal data found in files is no flaw of the release. */
export function leaveData(result: unknown, sink: PostureSink): void {
  const found = list(result, "dataFindings").length;
  if (found > 0) leaveOut(sink, "findings", "findings of sensitive data are not evaluated", found);
}
