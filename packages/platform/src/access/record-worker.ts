/** In a function's worker: writes a line for each request to AWS. `?file=` names the log. */
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import type { ClientRequest } from "node:http";
import { accessesOf } from "./access.ts";

const file = new URL(import.meta.url).searchParams.get("file") ?? "";
const functionName = process.env["AWS_LAMBDA_FUNCTION_NAME"] ?? "";
const noted = new Set<string>();

subscribe("http.client.request.created", (message) => {
  const { request } = message as { request: ClientRequest };
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown) =>
    void (typeof chunk === "string" || chunk instanceof Uint8Array ? chunks.push(Buffer.from(chunk)) : undefined);
  const write = request.write.bind(request) as (...args: unknown[]) => boolean;
  const end = request.end.bind(request) as (...args: unknown[]) => ClientRequest;
  Object.assign(request, {
    write: (...args: unknown[]) => {
      keep(args[0]);
      return write(...args);
    },
    end: (...args: unknown[]) => {
      keep(args[0]);
      note(request, Buffer.concat(chunks).toString());
      return end(...args);
    },
  });
});

/** The same access counts once: a run of minutes makes a file of some hundred lines. */
function note(request: ClientRequest, body: string): void {
  const call = {
    method: request.method,
    path: request.path,
    target: request.getHeader("x-amz-target"),
    authorization: request.getHeader("authorization"),
    body,
  };
  for (const access of accessesOf(call)) {
    const line = JSON.stringify({ functionName, ...access });
    if (noted.has(line)) continue;
    noted.add(line);
    appendFileSync(file, `${line}\n`);
  }
}
