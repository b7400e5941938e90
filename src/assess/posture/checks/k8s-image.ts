import { type Container, workloadKinds } from "../../../domain/kubernetes.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import type { ImageReference } from "../../../standards/image-reference.ts";
import { anyOf, type Check } from "../check.ts";
import { imageOf } from "../k8s-image.ts";
import { k8sPages } from "../k8s-pages.ts";
import { below, isAbsentOr, onContainers, passIf, shown } from "../k8s-workload.ts";
import { is } from "../values.ts";

const shared = { types: workloadKinds, references: [k8sPages.images] };

/** Images of containers: which bytes run is settled when the release is, not when a node pulls. */
export const k8sImageChecks: readonly Check[] = [
  {
    ...shared,
    id: "k8s-image/digest",
    title: "Images are pinned by digest",
    severity: "medium",
    fix: "write the image as name@sha256:…",
    aka: { ckv: ["CKV_K8S_43"] },
    controls: ["nist-800-53:SI-7", "nist-800-53:CM-2"],
    judge: (resource) => onImages(resource, ({ digest }) => digest !== undefined, "has no digest"),
  },
  {
    ...shared,
    id: "k8s-image/tag",
    title: "Images name a version, not latest and not nothing",
    severity: "medium",
    fix: "give the image a tag of its version, or a digest",
    aka: { ckv: ["CKV_K8S_14"], avd: ["AVD-KSV-0013"] },
    controls: ["nist-800-53:SI-7", "nist-800-53:CM-2"],
    judge: (resource) => onImages(resource, isVersioned, "has no tag, or latest"),
  },
  {
    ...shared,
    id: "k8s-image/pull-policy",
    title: "An image that can change under its tag is pulled whenever a container starts",
    severity: "low",
    fix: "set imagePullPolicy = Always, or pin the image by digest",
    aka: { ckv: ["CKV_K8S_15"] },
    controls: ["nist-800-53:SI-7", "nist-800-53:AC-3"],
    judge: (resource) =>
      onContainers(resource, (container) => {
        const good = isPulled(container, imageOf(container));
        return passIf(good, `${container.at}.imagePullPolicy`, "a tag that is not pulled anew");
      }),
  },
];

function onImages(resource: Resource, isGood: (image: ImageReference) => boolean, found: string): Judgement {
  return onContainers(resource, (container) => {
    const image = imageOf(container);
    const place = below(container, "image");
    return passIf(image && isGood(image), place.at, `image ${shown(place)} ${found}`);
  });
}

function isVersioned({ tag, digest }: ImageReference): boolean {
  return digest !== undefined || (tag !== undefined && tag !== "latest");
}

/** Where no policy is set, latest and nothing are always pulled, and other tags only when the node lacks them. */
function isPulled({ value }: Container, image: ImageReference | undefined): boolean | undefined {
  const isAlways = is(value, "imagePullPolicy", "Always");
  if (isAlways === true) return true;
  if (image === undefined) return undefined;
  if (image.digest !== undefined) return true;
  return isVersioned(image) ? isAlways : anyOf([isAlways, isAbsentOr(value, "imagePullPolicy")]);
}
