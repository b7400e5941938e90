import { field, number, text } from "../../../standards/wire.ts";
import { gone, open, type Standing, setAside, undecided } from "./cloud-finding.ts";

/**
 * What became of an event: the result of the check first, where there was one, then the state that people and tools
 * gave the finding.
 */
export function ocsfStanding(item: unknown): Standing {
  return checkOf(item) ?? stateOf(item);
}

const passed = gone("the check passed");
const noResult = undecided("the check gave no result: status Warning");

/** Prowler's `status_code`; elsewhere it is the code of the source, whatever that means. */
const codes: ReadonlyMap<string, Standing> = new Map([
  ["PASS", passed],
  ["MANUAL", gone("the check is to be made by hand")],
]);

/** `compliance.status` in lower case; `success` is of the release candidates. */
const results: ReadonlyMap<string, Standing> = new Map([
  ["pass", passed],
  ["passed", passed],
  ["success", passed],
  ["warning", noResult],
]);

/** `compliance.status_id` (OCSF 1.3): 1 Pass, 2 Warning ("did not yield a result"), 3 Fail. */
const resultIds: readonly (Standing | undefined)[] = [undefined, passed, noResult];

/** The standing when a check passed or gave no result; undefined when it failed, or when the parts contradict it. */
function checkOf(item: unknown): Standing | undefined {
  const compliance = field(item, "compliance");
  const word = text(compliance, "status")?.toLowerCase();
  const id = number(compliance, "status_id");
  const code = text(item, "status_code");
  const hasFailed = word?.startsWith("fail") === true || id === failed || code === "FAIL";
  if (hasFailed) return undefined;
  return codes.get(code ?? "") ?? results.get(word ?? "") ?? (id === undefined ? undefined : resultIds[id]);
}

const failed = 3;

/** `status_id` of findings (OCSF 1.6), and `state_id` of class 2001, which has the first four. */
const states = ["unknown", "new", "in progress", "suppressed", "resolved", "archived", "deleted"];

/** Activity 3 of every finding class. */
const closed = 3;

/** The class whose `status` is that of the event and not of the finding. */
const securityFinding = 2001;

function stateOf(item: unknown): Standing {
  const state = stateName(item);
  if (state === "suppressed") return setAside("status Suppressed", text(item, "comment"));
  if (state === "resolved" || state === "archived" || state === "deleted") return gone(`status ${state}`);
  const isClosed = state === undefined && number(item, "activity_id") === closed;
  return isClosed ? gone("the finding was closed") : open;
}

/** A word and a number that contradict each other leave the finding as it was. */
function stateName(item: unknown): string | undefined {
  const isOld = number(item, "class_uid") === securityFinding;
  const id = number(item, isOld ? "state_id" : "status_id");
  const ofId = id === undefined ? undefined : states[id];
  const ofWord = states.find((state) => state === wordOf(item, isOld));
  if (ofId === undefined || ofWord === undefined) return ofWord ?? ofId;
  return ofId === ofWord ? ofId : "new";
}

function wordOf(item: unknown, isOld: boolean): string | undefined {
  const word = isOld ? (text(item, "state") ?? text(item, "state_name")) : text(item, "status");
  return word?.toLowerCase();
}
