import { isProps } from "../json.ts";

// Pulumi's mark on secrets, assets and references: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts
const signature = "4dabf18193072939515e22adb298388d";

/** The value without Pulumi's wrappers. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isProps(value)) return value;
  if (signature in value) return value["value"] === undefined ? (value["urn"] ?? "[asset]") : plain(value["value"]);
  if (value["__pulumiAsset"] || value["__pulumiArchive"]) {
    const source = value["path"] ?? value["text"] ?? value["uri"];
    return source instanceof Promise ? "[asset]" : { asset: source };
  }
  const entries = Object.entries(value).filter(([key]) => key !== "__provider");
  return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
}
