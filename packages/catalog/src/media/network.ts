import { lookup } from "node:dns/promises";
import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:https";
import { isIP, type LookupFunction } from "node:net";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: AsyncIterable<Buffer>;
  /** Ends the connection; what is left of the body is not read. */
  close(): void;
}

/** The way out of the shop. Tests put another in its place. */
export interface Network {
  /** All addresses of a host name. Rejects as `dns.lookup` does. */
  resolve(hostname: string): Promise<string[]>;
  /** A GET whose connection goes to the given address, whatever the name resolves to by now. Redirects are not followed. */
  get(url: URL, address: string, signal: AbortSignal): Promise<Answer>;
}

export const internet: Network = {
  resolve: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  get: (url, address, signal) =>
    new Promise((resolve, reject) => {
      const headers = {
        accept: "image/avif,image/webp,image/png,image/jpeg,image/gif",
        "accept-encoding": "identity",
        "user-agent": "Souk",
      };
      // A kept connection of the name could lead to an address that was not looked at.
      const sent = request(url, { agent: false, headers, lookup: only(address), signal }, (answer) =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: answer, close: () => void answer.destroy() }),
      );
      sent.once("error", reject);
      sent.end();
    }),
};

function only(address: string): LookupFunction {
  const family = isIP(address);
  return (_hostname, options, callback) => (options.all ? callback(null, [{ address, family }]) : callback(null, address, family));
}
