import { list, text } from "../../../standards/wire.ts";

/** Package managers as GitLab names them (documentation of dependency scanning) → purl type. */
const byManager: ReadonlyMap<string, string> = new Map([
  ["bundler", "gem"],
  ["cargo", "cargo"],
  ["composer", "composer"],
  ["conan", "conan"],
  ["go", "golang"],
  ["gradle", "maven"],
  ["maven", "maven"],
  ["npm", "npm"],
  ["nuget", "nuget"],
  ["pip", "pypi"],
  ["pipenv", "pypi"],
  ["pnpm", "npm"],
  ["poetry", "pypi"],
  ["sbt", "maven"],
  ["setuptools", "pypi"],
  ["uv", "pypi"],
  ["yarn", "npm"],
]);

/** Lock files that one package manager alone writes → purl type; for reports that do not name it. */
const byFile: ReadonlyMap<string, string> = new Map([
  ["Cargo.lock", "cargo"],
  ["composer.lock", "composer"],
  ["conan.lock", "conan"],
  ["Gemfile.lock", "gem"],
  ["gems.locked", "gem"],
  ["go.mod", "golang"],
  ["go.sum", "golang"],
  ["npm-shrinkwrap.json", "npm"],
  ["package-lock.json", "npm"],
  ["packages.lock.json", "nuget"],
  ["Pipfile.lock", "pypi"],
  ["pnpm-lock.yaml", "npm"],
  ["poetry.lock", "pypi"],
  ["pom.xml", "maven"],
  ["requirements.txt", "pypi"],
  ["uv.lock", "pypi"],
  ["yarn.lock", "npm"],
]);

/** Lock file → package manager, from `dependency_files`. */
export function ecosystemsOf(report: unknown): ReadonlyMap<string, string> {
  const files = list(report, "dependency_files").flatMap((file) => {
    const path = text(file, "path");
    const manager = text(file, "package_manager");
    return path === undefined || manager === undefined ? [] : [[path, manager] as const];
  });
  return new Map(files);
}

/** The purl type of the packages of a lock file; undefined where it is not certain. */
export function purlTypeOf(manager: string | undefined, file: string): string | undefined {
  return byManager.get(manager?.toLowerCase() ?? "") ?? byFile.get(file.slice(file.lastIndexOf("/") + 1));
}
