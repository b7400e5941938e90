import type { Model } from "../../domain/model.ts";
import { compareTexts } from "../../domain/order.ts";
import { present } from "../../domain/present.ts";
import type { Json } from "../../domain/section.ts";
import { isOpen, packageText } from "../../domain/vulnerability.ts";

/** Open vulnerabilities that are known to be exploited, all of them. */
export function kevRecords({ vulnerabilities }: Pick<Model, "vulnerabilities">): readonly Json[] {
  return vulnerabilities.filter(isOpen).flatMap((one) => {
    if (one.kev === undefined) return [];
    const { dateAdded, dueDate, ransomware } = one.kev;
    return [
      present({
        cve: one.id,
        package: packageText(one.package),
        severity: one.severity,
        epss: one.epss,
        date_added: dateAdded,
        due_date: dueDate,
        ransomware,
      }),
    ];
  });
}

/** Scores that a snapshot lists, the highest first. */
const maxScores = 200;

/** Open vulnerabilities by their chance to be exploited within 30 days; those without a score are counted, not taken for 0. */
export function epssRecords({ vulnerabilities }: Pick<Model, "vulnerabilities">): Json {
  const open = vulnerabilities.filter(isOpen);
  const scored = open.flatMap(({ id, package: ref, epss }) =>
    epss === undefined ? [] : [{ cve: id, package: packageText(ref), score: epss }],
  );
  const sorted = scored.toSorted((a, b) => b.score - a.score || compareTexts([a.cve, a.package], [b.cve, b.package]));
  return {
    scored: scored.length,
    not_scored: open.length - scored.length,
    listed_up_to: maxScores,
    highest: sorted.slice(0, maxScores),
  };
}
