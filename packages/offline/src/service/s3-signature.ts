import { createHmac, hash, timingSafeEqual } from "node:crypto";
import type { Call } from "./http.ts";
import { S3Error } from "./s3-xml.ts";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

const denied = (reason: string) => new S3Error(403, "AccessDenied", reason);
const mismatch = () =>
  new S3Error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.");

/**
 * A request whose address carries its signature.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function verifyPresigned(call: Call, credentials: Credentials, now: number): void {
  const signedAt = parseDate(call.query.get("X-Amz-Date") ?? "");
  const lifetime = Number(call.query.get("X-Amz-Expires"));
  if (!Number.isFinite(signedAt) || !(lifetime >= 1 && lifetime <= 604_800))
    throw new S3Error(400, "AuthorizationQueryParametersError", "X-Amz-Date or X-Amz-Expires is not valid");
  if (now > signedAt + lifetime * 1_000) throw denied("Request has expired");
  const scope = scopeOf(call.query.get("X-Amz-Credential") ?? "", credentials);
  const text = ["AWS4-HMAC-SHA256", call.query.get("X-Amz-Date"), scope.join("/"), hash("sha256", canonical(call))].join("\n");
  if (!same(sign(text, scope, credentials), call.query.get("X-Amz-Signature") ?? "")) throw mismatch();
}

function canonical(call: Call): string {
  const query = [...call.query].filter(([name]) => name !== "X-Amz-Signature").map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const signed = call.query.get("X-Amz-SignedHeaders") ?? "";
  const headers = signed.split(";").map(
    (name) =>
      `${name}:${String(call.headers[name] ?? "")
        .trim()
        .replace(/\s+/g, " ")}\n`,
  );
  const path = call.path.split("/").map((part) => encode(decodeURIComponent(part)));
  const payload = call.query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD";
  return [call.method, path.join("/"), query.sort().join("&"), headers.join(""), signed, payload].join("\n");
}

/** A signed form: what is signed is the policy itself, in base64. */
export function verifyPolicy(policy: string, credential: string, signature: string, credentials: Credentials): void {
  if (!same(sign(policy, scopeOf(credential, credentials), credentials), signature)) throw mismatch();
}

/** Day, region, service and terminator, which follow the key's id in a credential. */
function scopeOf(credential: string, { accessKeyId }: Credentials): string[] {
  const [id, ...scope] = credential.split("/");
  if (id !== accessKeyId) throw new S3Error(403, "InvalidAccessKeyId", "The AWS access key Id you provided does not exist in our records.");
  if (scope.length !== 4 || scope[2] !== "s3" || scope[3] !== "aws4_request") throw mismatch();
  return scope;
}

function sign(text: string, scope: string[], { secretAccessKey }: Credentials): string {
  const hmac = (key: string | Buffer, value: string) => createHmac("sha256", key).update(value).digest();
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, text).toString("hex");
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function parseDate(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

/** RFC 3986, which encodes more than `encodeURIComponent` does. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
