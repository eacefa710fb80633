type Own = string | Uint8Array<ArrayBuffer>;
type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

/**
 * The body of a light request or answer: text or bytes, read without a stream. Whatever else it is made of, or is to be read as, the
 * platform's own `Response` does. It is given out as `body`, so that an answer made of another's body takes it over as it is.
 */
export class Content {
  readonly #own: Own | undefined;
  #platform: Response | undefined;
  #used = false;

  constructor(value: Own | Response) {
    if (typeof value === "string" || value instanceof Uint8Array) this.#own = value;
    else this.#platform = value;
  }

  get used(): boolean {
    return this.#platform?.bodyUsed ?? this.#used;
  }

  async text(): Promise<string> {
    if (this.#platform) return this.#platform.text();
    const own = this.#take();
    return typeof own === "string" ? own.toWellFormed().replace(/^\ufeff/, "") : new TextDecoder().decode(own);
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#platform) return new Uint8Array(await this.#platform.arrayBuffer());
    const own = this.#take();
    return typeof own === "string" ? new TextEncoder().encode(own) : own;
  }

  /** The platform's answer with this body: from now on it is read there. */
  platform(): Response {
    this.#platform ??= new Response(this.#take());
    return this.#platform;
  }

  /** Another of it, for an answer's clone. */
  copy(): Content {
    if (this.#platform) return new Content(this.#platform.clone());
    const own = this.#take();
    this.#used = false;
    return new Content(own);
  }

  #take(): Own {
    if (this.#used || this.#own === undefined) throw new TypeError("The body was read already.");
    this.#used = true;
    return this.#own;
  }

  // As a stream, for who has the platform's classes.

  get #stream(): Bytes {
    return this.platform().body as Bytes;
  }
  get locked(): boolean {
    return this.#platform ? this.#stream.locked : this.#used;
  }
  getReader() {
    return this.#stream.getReader();
  }
  cancel(reason?: unknown) {
    return this.#stream.cancel(reason);
  }
  tee() {
    return this.#stream.tee();
  }
  pipeTo(...to: Parameters<Bytes["pipeTo"]>) {
    return this.#stream.pipeTo(...to);
  }
  pipeThrough(...through: Parameters<Bytes["pipeThrough"]>) {
    return this.#stream.pipeThrough(...through);
  }
  [Symbol.asyncIterator]() {
    return this.#stream[Symbol.asyncIterator]();
  }
}

/** A body with the type that it has of itself; undefined for none. */
export function contentOf(body: unknown): { content: Content; type?: string | null } | undefined {
  if (body === null || body === undefined) return undefined;
  if (typeof body !== "object" || body instanceof String) return { content: new Content(String(body)), type: "text/plain;charset=UTF-8" };
  if (body instanceof Content) {
    if (body.used || body.locked) throw new TypeError("The body was read already.");
    return { content: body };
  }
  if (body instanceof ArrayBuffer) return { content: new Content(new Uint8Array(body.slice())) };
  if (ArrayBuffer.isView(body)) return { content: new Content(new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice()) };
  const platform = new Response(body as ReadableStream);
  return { content: new Content(platform), type: platform.headers.get("content-type") };
}
