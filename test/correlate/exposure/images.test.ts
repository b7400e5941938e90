import { describe, expect, test } from "bun:test";
import { imagesOfComponent, isSameImage, shortName } from "../../../src/correlate/exposure/images.ts";
import { parseImageReference } from "../../../src/standards/image-reference.ts";
import { plainComponent } from "../../support/build.ts";

const digest = `sha256:${"a".repeat(64)}`;
const other = `sha256:${"b".repeat(64)}`;

function reference(text: string) {
  const parsed = parseImageReference(text);
  if (parsed === undefined) throw new RangeError(`no image: ${text}`);
  return parsed;
}

describe("isSameImage()", () => {
  test.each([
    ["ghcr.io/acme/web:1.2", "ghcr.io/acme/web:1.2", true],
    ["ghcr.io/acme/web:1.2", "ghcr.io/acme/web:1.3", false],
    ["ghcr.io/acme/web:v1.2", "ghcr.io/acme/web:1.2", true],
    ["ghcr.io/acme/web:1.2", "acme/web:1.2", true],
    ["ghcr.io/acme/web:1.2", "quay.io/acme/web:1.2", false],
    ["ghcr.io/acme/web:1.2", "web:1.2", true],
    ["ghcr.io/acme/web:1.2", "eb:1.2", false],
    ["ghcr.io/acme/web:1.2", "other/web:1.2", false],
    ["nginx:1", "docker.io/library/nginx:1", true],
    ["ghcr.io/acme/web:1.2", "ghcr.io/acme/web", true],
    [`ghcr.io/acme/web@${digest}`, `quay.io/mirror/web@${digest}`, true],
    [`ghcr.io/acme/web@${digest}`, `ghcr.io/acme/web@${other}`, false],
    [`ghcr.io/acme/web:1.2@${digest}`, "ghcr.io/acme/web:1.2", true],
  ])("%s is %s: %p", (run, described, expected) => {
    expect(isSameImage(reference(run), reference(described))).toBe(expected);
  });
});

describe("imagesOfComponent()", () => {
  test.each([
    [{ name: "web", version: "1.2" }, [{ repository: "web", tag: "1.2" }]],
    [
      { name: "ghcr.io/acme/web:1.2", version: digest },
      [{ registry: "ghcr.io", repository: "acme/web", tag: "1.2", digest }],
    ],
    [{ name: "Not an image!" }, []],
    [
      { name: "web", purl: `pkg:oci/web@${encodeURIComponent(digest)}?repository_url=ghcr.io/acme/web&tag=1.2` },
      [{ registry: "ghcr.io", repository: "acme/web", tag: "1.2", digest }, { repository: "web" }],
    ],
    [{ name: "web", purl: "pkg:docker/acme/web@1.2" }, [{ repository: "acme/web", tag: "1.2" }, { repository: "web" }]],
  ])("of %p", (over, expected) => {
    expect(imagesOfComponent(plainComponent(over))).toEqual(expected);
  });
});

test("shortName() is the last part of the repository", () => {
  expect(shortName(reference("ghcr.io/acme/team/web:1"))).toBe("web");
});
