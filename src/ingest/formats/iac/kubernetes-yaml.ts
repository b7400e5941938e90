import type { Document, Format } from "../../format.ts";
import { isManifest, readManifests } from "./manifests.ts";

/** Kubernetes manifests in YAML: one document or several, as `kubectl`, `helm template` and `kustomize build` write them. */
export const kubernetesYaml: Format = {
  id: "kubernetes-yaml",
  title: "Kubernetes manifests YAML",
  sign: "`apiVersion` and `kind`, in YAML",
  versions: [],
  kinds: ["k8s"],
  detect,
  read: readManifests,
};

function detect(document: Document): boolean {
  if (document.form === "yaml") return isManifest(document.value);
  return document.form === "stream" && document.syntax === "yaml" && document.values.some(isManifest);
}
