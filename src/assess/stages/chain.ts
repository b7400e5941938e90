import { comesTooLate, type RecordedStage, type StageName, type StageRun, stageNames } from "../../domain/stage.ts";

/** Something that is wrong with the stages of a run, and with which. */
export type StageFault = { readonly stage: StageName; readonly document: string; readonly what: string };

/**
 * What breaks the chain of a run: a document of another app or run, a place taken twice, one that is missing, a
 * predecessor that is not the document before, and stages in an order that no release has.
 */
export function chainFaults(run: StageRun): readonly StageFault[] {
  const ordered = run.stages.toSorted((a, b) => a.frame.sequence - b.frame.sequence);
  return ordered.flatMap((one, index) => [
    ...ownFaults(one, run),
    ...placeFaults(one, index === 0 ? undefined : ordered[index - 1]),
    ...orderFaults(one, ordered.slice(0, index)),
  ]);
}

function ownFaults(one: RecordedStage, { appId, appName, runId }: StageRun): readonly StageFault[] {
  const { frame } = one;
  const isOther = appName !== undefined && frame.app_name !== undefined && frame.app_name !== appName;
  return [
    ...(isOther ? [fault(one, `is about the app called ${frame.app_name}, not ${appName}`)] : []),
    ...(frame.app_id === appId ? [] : [fault(one, `belongs to the app ${frame.app_id}, not to ${appId}`)]),
    ...(frame.run_id === runId ? [] : [fault(one, `belongs to the run ${frame.run_id}, not to ${runId}`)]),
  ];
}

function placeFaults(one: RecordedStage, last: RecordedStage | undefined): readonly StageFault[] {
  return last === undefined ? firstFaults(one) : followFaults(one, last);
}

function firstFaults(one: RecordedStage): readonly StageFault[] {
  const { sequence, previous } = one.frame;
  if (previous === null && sequence === 1) return [];
  const named = previous === null ? `number ${sequence - 1}` : `the ${previous.stage} stage (${previous.document})`;
  return [fault(one, `follows ${named}, which is not there: it was removed`)];
}

function followFaults(one: RecordedStage, last: RecordedStage): readonly StageFault[] {
  const { sequence, previous } = one.frame;
  if (previous === null) return [fault(one, `says that it is the first, and ${last.document} is there before it`)];
  if (previous.document !== last.document || sequence !== last.frame.sequence + 1) {
    const where = `follows ${previous.document} as number ${sequence}`;
    return [fault(one, `${where}, and before it stands ${last.document} as number ${last.frame.sequence}`)];
  }
  if (previous.sha256 === last.sha256 && previous.stage === last.frame.stage) return [];
  return [fault(one, `follows another ${previous.document} than the one that is there: that was changed or swapped`)];
}

function orderFaults(one: RecordedStage, earlier: readonly RecordedStage[]): readonly StageFault[] {
  const late = earlier.find(({ frame }) => comesTooLate(one.frame.stage, frame.stage));
  return late === undefined ? [] : [fault(one, `was recorded after ${late.document}, and belongs before it`)];
}

/**
 * What the audit log knows of the run and the registry does not: a document that was recorded and is gone, or is another.
 * Without this the last of a chain could be removed unseen.
 */
export function logFaults({ stages, logged }: StageRun): readonly Pick<StageFault, "document" | "what">[] {
  const files = stages.flatMap((one) => (one.signedBy === undefined ? [one] : [one, one.signedBy]));
  const there = new Map(files.map(({ document, sha256 }) => [document, sha256]));
  const latest = new Map(logged.map(({ document, sha256 }) => [document, sha256]));
  const unlogged = latest.size === 0 ? [] : files.filter(({ document }) => !latest.has(document));
  const strange = unlogged.map(({ document }) => {
    return {
      document,
      what: `${document} is not in the audit log, which has others of this run: it was not recorded by it`,
    };
  });
  const gone = [...latest].flatMap(([document, sha256]) => {
    const found = there.get(document);
    if (found === sha256) return [];
    const what =
      found === undefined
        ? `${document} was recorded in the audit log, and is not there: it was removed`
        : `${document} is another one than the audit log recorded: ${found.slice(0, shown)}…, recorded ${sha256.slice(0, shown)}…`;
    return [{ document, what }];
  });
  return [...gone, ...strange];
}

/** Hex digits that tell two digests apart for people. */
const shown = 12;

/** Stages about requirements and design are not about a commit; when they name one it must be the release's. */
const withoutCommit: ReadonlySet<StageName> = new Set(["requirements", "design"]);

/** Documents of another commit than the release's; the release's is the given one, else that of the latest stage. */
export function commitFaults(run: StageRun): readonly StageFault[] {
  const commit = run.commit ?? run.stages.findLast(({ frame }) => frame.commit !== undefined)?.frame.commit;
  if (commit === undefined) return [];
  return run.stages
    .filter(({ frame }) => frame.commit !== undefined && frame.commit.toLowerCase() !== commit.toLowerCase())
    .map((one) => fault(one, `is about the commit ${one.frame.commit}, and the release is ${commit}`));
}

/** Documents that do not say which commit they are about, though they must be about one and the release's is known. */
export function commitDoubts(run: StageRun): readonly StageFault[] {
  const isKnown = run.commit !== undefined || run.stages.some(({ frame }) => frame.commit !== undefined);
  return run.stages
    .filter(({ frame }) => isKnown && frame.commit === undefined && !withoutCommit.has(frame.stage))
    .map((one) => fault(one, "does not say which commit it is about"));
}

/** Stages that were asked for and have no document, in the order of a release's life. */
export function missingStages(run: StageRun | undefined, wanted: readonly StageName[]): readonly StageName[] {
  const there = new Set(run?.stages.map(({ frame }) => frame.stage));
  return stageNames.filter((name) => wanted.includes(name) && !there.has(name));
}

function fault(one: RecordedStage, what: string): StageFault {
  return { stage: one.frame.stage, document: one.document, what: `${one.document} ${what}` };
}
