import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../contract.ts";
import { message, send } from "./answer.ts";

export type Responder = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface Listener {
  url: string;
  close(): Promise<void>;
}

/** API Gateway's limit for the request line and headers together. */
const headerBytes = 10_240;

/** One origin on loopback. A client that goes away ends nothing; a fault of the stage's own answers without its stack. */
export async function listen(port: number, respond: Responder, log: Log): Promise<Listener> {
  const server = createServer({ maxHeaderSize: headerBytes, keepAliveTimeout: 65_000 }, (request, response) => {
    respond(request, response).catch((error: unknown) => {
      if (response.headersSent || request.destroyed) return response.destroy();
      log.error(`The gateway failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return send(response, message(500, "Internal Server Error"), "", request.method);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
