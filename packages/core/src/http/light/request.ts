import { Content } from "./content.ts";
import type { LightHeaders } from "./headers.ts";
import { LightMessage } from "./message.ts";

interface Asked {
  method: string;
  headers: LightHeaders;
  body: string | Uint8Array<ArrayBuffer> | undefined;
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const forbidden = /^(connect|trace|track)$/i;
const folded = /^(delete|get|head|options|post|put)$/i;

/** A request to a function, in place of the platform's `Request`. Its clone is one of the platform's. */
export class LightRequest extends LightMessage {
  readonly url: string;
  readonly method: string;

  constructor(address: string, { method, headers, body }: Asked) {
    if (!token.test(method) || forbidden.test(method)) throw new TypeError(`${JSON.stringify(method)} is no method of a request`);
    super(headers, body === undefined ? undefined : new Content(body));
    const url = new URL(address);
    if (url.username !== "" || url.password !== "") throw new TypeError("an address names no user");
    this.url = url.href;
    this.method = folded.test(method) ? method.toUpperCase() : method;
    if (this.content && (this.method === "GET" || this.method === "HEAD")) throw new TypeError(`a ${this.method} has no body`);
  }

  /** As the platform has it, with all that this one lacks. */
  clone(): Request {
    const { url, method, headers, content } = this;
    return new Request(url, {
      method,
      headers: [...headers],
      body: content?.copy().platform().body ?? null,
      duplex: "half",
    } as RequestInit);
  }
}
