import http from "node:http";

export interface Reply {
  status: number;
  body: string;
}

/** A client that keeps its connection, without what `fetch` would cost on the driver's core. */
export function createClient(origin: string) {
  const { hostname, port } = new URL(origin);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send: (method: string, path: string, headers: Record<string, string> = {}, body?: unknown): Promise<Reply> =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? undefined : JSON.stringify(body);
        const all =
          text === undefined
            ? headers
            : { ...headers, "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) };
        const request = http.request({ hostname, port, agent, method, path, headers: all }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }));
        });
        // Longer than the gateway waits for any function.
        request.setTimeout(60_000, () => request.destroy(new Error(`${method} ${path} was not answered within a minute`)));
        request.on("error", reject);
        request.end(text);
      }),
    close: () => agent.destroy(),
  };
}
export type Client = ReturnType<typeof createClient>;

/** Requests that were told to come again, by whatever drove. */
export const repeats = { count: 0 };
const mostTries = 20;

/** What a client does that is told to come again: the same request under the same key, a little later each time. */
export async function sendUntilTold(client: Client, ...[method, path, headers, body]: Parameters<Client["send"]>): Promise<Reply> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await client.send(method, path, headers, body);
    if (attempt >= mostTries || !isForLater(reply)) return reply;
    repeats.count += 1;
    await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
  }
}

/** A gateway that has waited too long, and the refusals that say so in their code. */
export const isForLater = ({ status, body }: Reply): boolean =>
  status === 503 || (status === 409 && /"code":"(idempotency\.in_flight|request\.contended|checkout\.contended)"/.test(body));

/** The answer's JSON; throws when the status is another than expected. */
export function expectOk<T>(what: string, { status, body }: Reply): T {
  if (status < 200 || status > 299) throw new Error(`${what}: ${status} ${body.slice(0, 300)}`);
  return (body === "" ? undefined : JSON.parse(body)) as T;
}
