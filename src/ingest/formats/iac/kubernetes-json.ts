import type { Document, Format } from "../../format.ts";
import { jsonValue, jsonValues } from "../forms.ts";
import { isManifest, readManifests } from "./manifests.ts";

/** Kubernetes manifests in JSON: one object, a list of kind `List`, a bare list, or several objects end to end. */
export const kubernetesJson: Format = {
  id: "kubernetes-json",
  title: "Kubernetes manifests JSON",
  sign: "`apiVersion` and `kind`, in JSON",
  versions: [],
  kinds: ["k8s"],
  detect,
  read: readManifests,
};

function detect(document: Document): boolean {
  const value = jsonValue(document);
  return (Array.isArray(value) ? value : jsonValues(document)).some(isManifest);
}
