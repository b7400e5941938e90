import type { Document, Format } from "../../format.ts";
import { jsonValues } from "../forms.ts";
import { isManifest, readManifests } from "./manifests.ts";

/** Kubernetes manifests in JSON: one object, a list of kind `List`, or several objects end to end. */
export const kubernetesJson: Format = {
  id: "kubernetes-json",
  title: "Kubernetes manifests JSON",
  sign: "`apiVersion` and `kind`, in JSON",
  versions: [],
  kinds: ["k8s"],
  detect: (document: Document) => jsonValues(document).some(isManifest),
  read: readManifests,
};
