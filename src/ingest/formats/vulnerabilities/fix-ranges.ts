/** A version at the start of an alternative: after `>=`, `~>`, `^`, `~`, `=` or bare; `>` and `<` name none that fixes. */
const fixedFrom = /^(?:>=|~>|\^|~|==?)?\s*(v?\d[\w.+-]{0,99})/;

/**
 * The first fixed version of each alternative of a patched range, in the words of npm (`>=3.0.8 <4.0.0 || >=4.5.3`), of
 * RubyGems (`~> 2.1.3`, one alternative a text) and of Cargo (`>=0.38.0`, `^1.2`). `<0.0.0`, for no fix, gives none.
 */
export function fixedVersions(ranges: readonly string[]): readonly string[] {
  return ranges
    .flatMap((range) => range.split("||"))
    .flatMap((alternative) => fixedFrom.exec(alternative.trim())?.[1] ?? []);
}
