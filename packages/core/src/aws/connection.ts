import http from "node:http";
import https from "node:https";

export interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

export interface Received {
  status: number;
  body: Buffer;
}

/** Requests to one service over connections that are kept. Rejects when no answer came in time. */
export function connect(origin: string, timeoutMilliseconds: number) {
  const { protocol, hostname, port } = new URL(origin);
  const transport = protocol === "https:" ? https : http;
  const agent = new transport.Agent({ keepAlive: true, maxSockets: 64 });
  return {
    request: ({ body, ...sent }: Sent): Promise<Received> =>
      new Promise((resolve, reject) => {
        const request = transport.request({ hostname, port, agent, ...sent }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) }),
          );
        });
        request.setTimeout(timeoutMilliseconds, () =>
          request.destroy(new Error(`${hostname} did not answer within ${timeoutMilliseconds} ms`)),
        );
        request.on("error", reject);
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** Full jitter: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/ */
export async function retrying<T>(
  attempts: number,
  again: (error: unknown) => boolean,
  random: () => number,
  run: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= attempts || !again(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, random() * 25 * 2 ** attempt));
    }
  }
}
