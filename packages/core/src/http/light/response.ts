import { contentOf } from "./content.ts";
import { type HeadersSource, LightHeaders } from "./headers.ts";
import { LightMessage } from "./message.ts";

interface Init {
  status?: number | undefined;
  statusText?: string;
  headers?: HeadersSource;
}

const withoutBody = new Set([101, 204, 205, 304]);

/**
 * What answers are made of in functions in place of the platform's `Response`, whose first use loads Node's whole `fetch`: more than
 * all of a function's own load.
 */
export class LightResponse extends LightMessage {
  readonly status: number;
  readonly statusText: string;

  constructor(body?: unknown, init: Init = {}) {
    const { status = 200, statusText = "", headers } = init;
    if (!(status >= 200 && status <= 599)) throw new RangeError(`${status} is no status of an answer`);
    const given = contentOf(body);
    if (given && withoutBody.has(status)) throw new TypeError(`an answer of status ${status} has no body`);
    super(new LightHeaders(headers), given?.content);
    if (given?.type && !this.headers.has("content-type")) this.headers.set("content-type", given.type);
    this.status = status;
    this.statusText = statusText;
  }

  get ok(): boolean {
    return this.status < 300;
  }
  get type(): "default" {
    return "default";
  }
  get url(): string {
    return "";
  }
  get redirected(): boolean {
    return false;
  }
  clone(): LightResponse {
    return new LightResponse(this.content?.copy(), this);
  }
}
