import { createHash } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";

/** The few calls to S3 and SQS that imports make, answered on loopback: stored files and sent messages can be looked at. */
export function useAws() {
  const files = new Map<string, Buffer>();
  const messages: { shopId: string; importId: string; chunk: number }[] = [];
  const requests: { shopId: string; productId: string }[] = [];
  const links = { UploadBucket: { name: "uploads" }, ImportJobs: { url: "" }, MediaJobs: { url: "" } };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { status, type, body } = answer(request, Buffer.concat(chunks));
      response.writeHead(status, { "content-type": type, "content-length": body.length }).end(request.method === "HEAD" ? undefined : body);
    });
  });

  function answer({ method, url = "/", headers }: http.IncomingMessage, body: Buffer) {
    if (headers["x-amz-target"] === "AmazonSQS.SendMessage") {
      const { MessageBody, QueueUrl } = JSON.parse(body.toString()) as { MessageBody: string; QueueUrl: string };
      const message: unknown = JSON.parse(MessageBody);
      if (QueueUrl === links.MediaJobs.url) requests.push(message as (typeof requests)[number]);
      else messages.push(message as (typeof messages)[number]);
      const sent = { MessageId: String(messages.length), MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex") };
      return { status: 200, type: "application/x-amz-json-1.0", body: Buffer.from(JSON.stringify(sent)) };
    }
    const key = url.split("?")[0] ?? "/";
    if (method === "PUT") files.set(key, body);
    const found = files.get(key);
    return { status: found ? 200 : 404, type: "text/csv", body: method === "PUT" ? Buffer.alloc(0) : (found ?? Buffer.alloc(0)) };
  }

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    links.ImportJobs.url = `${endpoint}/000000000000/imports`;
    links.MediaJobs.url = `${endpoint}/000000000000/media`;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    });
  });
  beforeEach(() => {
    messages.length = 0;
    requests.length = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { files, messages, requests, links };
}
