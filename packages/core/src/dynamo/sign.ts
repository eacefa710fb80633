import { createHash, createHmac } from "node:crypto";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** Signs POST requests to DynamoDB with Signature Version 4 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html); keeps the day's key. */
export function createSigner(region: string, host: string, credentials: () => Credentials) {
  let day = "";
  let keyId = "";
  let dayKey = Buffer.alloc(0);

  return (target: string, body: string, at: Date): Record<string, string> => {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials();
    const stamp = at.toISOString().replace(/[-:]|\.\d{3}/g, "");
    const date = stamp.slice(0, 8);
    if (date !== day || accessKeyId !== keyId) {
      dayKey = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), region), "dynamodb"), "aws4_request");
      day = date;
      keyId = accessKeyId;
    }
    const signed: [string, string][] = [
      ["host", host],
      ["x-amz-date", stamp],
      ...(sessionToken ? [["x-amz-security-token", sessionToken] as [string, string]] : []),
      ["x-amz-target", target],
    ];
    const names = signed.map(([name]) => name).join(";");
    const canonical = `POST\n/\n\n${signed.map(([name, value]) => `${name}:${value}\n`).join("")}\n${names}\n${sha256(body)}`;
    const scope = `${date}/${region}/dynamodb/aws4_request`;
    const signature = hmac(dayKey, `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`).toString("hex");
    return {
      ...Object.fromEntries(signed),
      "content-type": "application/x-amz-json-1.0",
      "content-length": String(Buffer.byteLength(body)),
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    };
  };
}
