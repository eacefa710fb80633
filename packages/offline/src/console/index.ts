import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Log, StoredMail } from "../contract.ts";
import type { Stage } from "../stage/handle.ts";
import { sentenceOf, StageError } from "../stage/stage-error.ts";
import { checkFaults } from "../stage/fault.ts";
import { admits } from "./admit.ts";
import { mailDocument, page } from "./page.ts";
import { stateOf } from "./state.ts";

export interface ConsoleOptions {
  port: number;
  stage: Stage;
  log: Log;
}

export interface ConsoleServer {
  close(): Promise<void>;
}

interface Answer {
  status?: number;
  type?: string;
  body: string;
  policy?: string;
}

const maxBodyBytes = 64 * 1024;
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The developer's page and the API behind it, which tests use too. */
export async function startConsole({ port, stage, log }: ConsoleOptions): Promise<ConsoleServer> {
  const server = createServer((request, response) => {
    serve(stage, request).then(
      (answer) => send(response, answer),
      (error: unknown) => {
        if (!(error instanceof StageError)) log.error(`The console failed: ${sentenceOf(error)}`);
        send(response, json({ error: sentenceOf(error) }, error instanceof StageError ? 409 : 500));
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(stage: Stage, request: IncomingMessage): Promise<Answer> {
  const refusal = admits(request);
  if (refusal) return json({ error: refusal }, 403);
  const [path = "/"] = (request.url ?? "/").split("?", 1);
  const found = routes[`${request.method ?? "GET"} ${path}`];
  if (found) return found(stage, request);
  const [, first = "", second = "", third = ""] = path
    .split("/")
    .slice(path.startsWith("/api/") ? 1 : 0)
    .map(decodeURIComponent);
  if (request.method === "GET" && first === "mails") return mailAnswer(stage.services.mails().find((mail) => mail.id === second));
  if (first === "queues" && third === "messages" && request.method === "GET")
    return json(stage.services.messages(queueNamed(stage, second)));
  if (first === "queues" && third === "redrive" && request.method === "POST")
    return json({ moved: stage.services.redrive(queueNamed(stage, second)) });
  return json({ error: `There is nothing at ${request.method ?? "GET"} ${path}.` }, 404);
}

type Route = (stage: Stage, request: IncomingMessage) => Answer | Promise<Answer>;

const routes: Record<string, Route> = {
  "GET /": (stage) => ({ body: page(stage.graph().app.name), type: "text/html; charset=utf-8", policy: pagePolicy }),
  "GET /browser.js": () => asset("browser.js", "text/javascript; charset=utf-8"),
  "GET /view.js": () => asset("view.js", "text/javascript; charset=utf-8"),
  "GET /cost.js": () => asset("cost.js", "text/javascript; charset=utf-8"),
  "GET /element.js": () => asset("element.js", "text/javascript; charset=utf-8"),
  "GET /console.css": () => asset("console.css", "text/css; charset=utf-8"),
  "GET /api/state": (stage) => json(stateOf(stage)),
  "GET /api/idle": (stage) => json({ idle: stage.idle() }),
  "GET /api/mails": (stage) => json(stage.services.mails()),
  "GET /api/events": (stage) => json(stage.services.events(1_000)),
  "GET /api/latencies": (stage) => json(stage.services.latencies()),
  "GET /api/usage": (stage) =>
    json(stage.functions.invocations().map(({ logs, ...invocation }) => ({ ...invocation, logLines: logs.length }))),
  "GET /api/faults": (stage) => json(stage.faults()),
  "PUT /api/faults": async (stage, request) => {
    stage.setFaults(checkFaults(await bodyOf(request)));
    return json(stage.faults());
  },
  "POST /api/cache/clear": (stage) => {
    stage.cache.clear();
    return json(stage.cache.counts());
  },
  "POST /api/clock/advance": async (stage, request) => {
    const body = await bodyOf(request);
    const milliseconds = typeof body === "object" && body !== null && "milliseconds" in body ? body.milliseconds : undefined;
    if (typeof milliseconds !== "number" || !(milliseconds >= 0))
      throw new StageError('The clock is moved by {"milliseconds": number}, forward only.');
    stage.clock.advance(milliseconds);
    return json({ now: new Date(stage.clock.now()).toISOString() });
  },
};

function queueNamed(stage: Stage, name: string): string {
  const queue = stage.services.queues().find((candidate) => candidate.name === name || candidate.id === name);
  if (!queue) throw new StageError(`There is no queue "${name}".`);
  return queue.name;
}

function mailAnswer(mail: StoredMail | undefined): Answer {
  if (!mail) return json({ error: "There is no such mail." }, 404);
  // A mail is other people's HTML: it gets no script, no form, no origin.
  return {
    body: mailDocument(mail),
    type: "text/html; charset=utf-8",
    policy: "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: http: https:; frame-ancestors 'self'",
  };
}

/** Read at each request: whoever works on the page sees it at once. */
function asset(name: string, type: string): Answer {
  return { body: readFileSync(new URL(name, import.meta.url), "utf8"), type };
}

function json(value: unknown, status = 200): Answer {
  return { status, body: JSON.stringify(value) };
}

function send(
  response: ServerResponse,
  { status = 200, type = "application/json", body, policy = "default-src 'none'; frame-ancestors 'none'" }: Answer,
): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "content-security-policy": policy,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
  });
  response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size > maxBodyBytes) throw new StageError("The body is larger than 64 KB.");
    chunks.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new StageError("The body is not JSON.");
  }
}
