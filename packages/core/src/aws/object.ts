import { AwsError, callService, reach, type Service } from "./service.ts";

const s3: Service = { name: "s3", host: "s3", variable: "S3" };

export interface Place {
  bucket: string;
  key: string;
}

/** The bucket's name in the path, not the host: the same addresses work on AWS and on any other endpoint. */
const pathOf = ({ bucket, key }: Place) => `/${[bucket, ...key.split("/")].map(encoded).join("/")}`;

/** As signatures want it: RFC 3986's unreserved letters alone stay. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

const call = (method: string, place: Place, headers: Record<string, string> = {}, body: string | Uint8Array = "") =>
  callService(s3, { method, path: pathOf(place), headers, body, attempts: 3 });

export async function putObject(place: Place, body: string | Uint8Array, headers: { "content-type": string; "cache-control"?: string }) {
  await call("PUT", place, headers, body);
}

export const getObject = (place: Place): Promise<Buffer> => call("GET", place);

/** Whether it is there. Without the right to list, S3 says "forbidden" of what is not. */
export async function hasObject(place: Place): Promise<boolean> {
  try {
    await call("HEAD", place);
    return true;
  } catch (error) {
    if (error instanceof AwsError && [403, 404].includes(error.status)) return false;
    throw error;
  }
}

/** A form that puts one file of at most so many bytes at exactly this place, for so many seconds. */
export function postForm({ bucket, key }: Place, { mostBytes, seconds }: { mostBytes: number; seconds: number }) {
  const { endpoint, signer } = reach(s3);
  const at = new Date();
  const policyOf = (fields: Record<string, string>) => ({
    expiration: new Date(at.getTime() + seconds * 1000).toISOString(),
    conditions: [["content-length-range", 1, mostBytes], ...Object.entries(fields).map(([name, value]) => ({ [name]: value }))],
  });
  return { url: `${endpoint.replace(/\/$/, "")}/${bucket}`, fields: signer.form({ bucket, key }, policyOf, at) };
}
