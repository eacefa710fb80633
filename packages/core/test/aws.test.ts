import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { putEvents } from "../src/aws/event-bus.ts";
import { sendEmail } from "../src/aws/mail.ts";
import { getObject, hasObject, postForm, putObject } from "../src/aws/object.ts";
import { sendMessage } from "../src/aws/queue.ts";

interface Seen {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const credentials = { accessKeyId: "AKID", secretAccessKey: "secret", sessionToken: "token/+=" };
const region = "eu-central-1";
const seen: Seen[] = [];
/** What the next requests are answered with; 200 with an empty object after that. */
const answers: { status: number; body: string }[] = [];

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    seen.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() });
    const { status, body } = answers.shift() ?? { status: 200, body: "{}" };
    response.writeHead(status, { "content-type": "application/json" }).end(request.method === "HEAD" ? undefined : body);
  });
});
let endpoint = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv("AWS_ENDPOINT_URL", endpoint);
  vi.stubEnv("AWS_REGION", region);
  vi.stubEnv("AWS_ACCESS_KEY_ID", credentials.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey);
  vi.stubEnv("AWS_SESSION_TOKEN", credentials.sessionToken);
});
beforeEach(() => {
  seen.length = 0;
  answers.length = 0;
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

const sdk = () => ({ endpoint, region, credentials, maxAttempts: 1 });
const s3 = () => new S3Client({ ...sdk(), forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED" });
const place = { bucket: "uploads", key: "imports/demo/a file (1).csv" };
const letter = { from: "Souk <orders@souk.example>", to: "ada@example.com", subject: "Dein Grüße-Code", text: "a", html: "<p>a</p>" };
const entry = {
  EventBusName: "souk",
  Source: "souk.order",
  DetailType: "order.placed",
  Time: new Date(1_795_000_000_250),
  Detail: '{"a":"ü"}',
};
const part = (Data: string) => ({ Data, Charset: "UTF-8" });

const calls: [string, string, () => Promise<unknown>, () => Promise<unknown>][] = [
  [
    "a message",
    "sqs",
    () => sendMessage(`${endpoint}/1/jobs`, { a: "ü" }, 5),
    () => new SQSClient(sdk()).send(new SendMessageCommand({ QueueUrl: `${endpoint}/1/jobs`, MessageBody: '{"a":"ü"}', DelaySeconds: 5 })),
  ],
  ["events", "events", () => putEvents([entry]), () => new EventBridgeClient(sdk()).send(new PutEventsCommand({ Entries: [entry] }))],
  [
    "a mail",
    "ses",
    () => sendEmail(letter, 1),
    () =>
      new SESv2Client(sdk()).send(
        new SendEmailCommand({
          FromEmailAddress: letter.from,
          Destination: { ToAddresses: [letter.to] },
          Content: { Simple: { Subject: part(letter.subject), Body: { Text: part(letter.text), Html: part(letter.html) } } },
        }),
      ),
  ],
  [
    "a file",
    "s3",
    () => putObject(place, "a;b", { "content-type": "text/csv", "cache-control": "no-store" }),
    () =>
      s3().send(
        new PutObjectCommand({ Bucket: place.bucket, Key: place.key, Body: "a;b", ContentType: "text/csv", CacheControl: "no-store" }),
      ),
  ],
  ["a look at a file", "s3", () => getObject(place), () => s3().send(new GetObjectCommand({ Bucket: place.bucket, Key: place.key }))],
];

/** What of a request the service reads. */
function meaning({ method, path, headers, body }: Seen) {
  const named = ["content-type", "cache-control", "x-amz-target", "x-amz-security-token"].map((name) => headers[name]);
  return { method, path: path.split("?")[0], named, body: body.startsWith("{") ? (JSON.parse(body) as unknown) : body };
}

describe("a call of core's is the one that AWS's own client makes", () => {
  test.each(calls)("%s", async (_what, service, ours, theirs) => {
    await ours();
    // What the service answers to them is not their client's to like.
    await theirs().catch(() => undefined);
    const [own, sdks] = seen;
    if (!own || !sdks) throw new Error("two requests were expected");
    expect(meaning(own)).toEqual(meaning(sdks));
    expect(own.headers.authorization).toBe(await signatureOf(service, own));
  });
});

/** As AWS's signer has it, of the headers that the request says it has signed. */
async function signatureOf(service: string, { method, path, headers, body }: Seen): Promise<string | undefined> {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1]?.split(";") ?? [];
  const signer = new SignatureV4({
    service,
    region,
    credentials,
    sha256: Sha256,
    uriEscapePath: service !== "s3",
    applyChecksum: service === "s3",
  });
  const signed = await signer.sign(
    {
      method,
      protocol: "http:",
      hostname: "127.0.0.1",
      path,
      query: {},
      headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
      body,
    },
    { signingDate: dateOf(String(headers["x-amz-date"])), signableHeaders: new Set(names) },
  );
  return signed.headers["authorization"];
}

const dateOf = (stamp: string) => new Date(stamp.replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z"));

class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret as string);
  }
  update(data: Uint8Array | string) {
    this.#hash.update(data);
  }
  digest = () => Promise.resolve(new Uint8Array(this.#hash.digest()));
  reset() {}
}

test("a form for an upload says what AWS's own says", async () => {
  const ours = postForm(place, { mostBytes: 1000, seconds: 900 });
  const theirs = await createPresignedPost(s3(), {
    Bucket: place.bucket,
    Key: place.key,
    Expires: 900,
    Conditions: [["content-length-range", 1, 1000]],
  });
  const policy = (text = "") => (JSON.parse(Buffer.from(text, "base64").toString()) as { conditions: unknown[] }).conditions;
  const constant = ({ Policy: _policy, "X-Amz-Signature": _signature, "X-Amz-Date": _date, ...fields }: Record<string, string>) => fields;
  expect([ours.url, constant(ours.fields)]).toEqual([theirs.url, constant(theirs.fields)]);
  const undated = (conditions: unknown[]) => conditions.filter((condition) => !JSON.stringify(condition).includes("X-Amz-Date"));
  expect(undated(policy(ours.fields["Policy"]))).toEqual(expect.arrayContaining(undated(policy(theirs.fields["Policy"]))));
});

describe("an answer that is none", () => {
  const throttled = { status: 400, body: '{"__type":"com.amazonaws.sqs#ThrottlingException","message":"slow down"}' };

  test("is asked for again while the service is busy, and no longer than said", async () => {
    answers.push(throttled, { status: 503, body: "" });
    await sendMessage("q", {});
    answers.push(throttled, throttled, throttled, throttled);
    await expect(sendMessage("q", {})).rejects.toMatchObject({ name: "ThrottlingException", message: "slow down", status: 400 });
    expect(seen).toHaveLength(3 + 3);
  });

  test("is thrown at once when it is a refusal", async () => {
    answers.push({ status: 400, body: '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no queue"}' });
    await expect(sendMessage("q", {})).rejects.toMatchObject({ name: "QueueDoesNotExist" });
    expect(seen).toHaveLength(1);
  });

  test("is never asked for again where a repeat could act twice", async () => {
    answers.push({ status: 503, body: "" });
    await expect(sendEmail(letter, 1)).rejects.toMatchObject({ status: 503 });
    expect(seen).toHaveLength(1);
  });

  test.each([
    [200, true],
    [403, false],
    [404, false],
  ])("of S3's %i says whether a file is there: %s", async (status, there) => {
    answers.push({ status, body: "" });
    expect(await hasObject(place)).toBe(there);
  });
});
