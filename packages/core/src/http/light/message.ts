import type { Content } from "./content.ts";
import type { LightHeaders } from "./headers.ts";

/** What a light request and a light answer share: how the body is read. */
export abstract class LightMessage {
  readonly headers: LightHeaders;
  protected readonly content: Content | undefined;

  constructor(headers: LightHeaders, content: Content | undefined) {
    this.headers = headers;
    this.content = content;
  }

  /** Not a stream of the platform's, though it can be read as one. */
  get body(): Content | null {
    return this.content ?? null;
  }
  get bodyUsed(): boolean {
    return this.content?.used ?? false;
  }
  async text(): Promise<string> {
    return this.content ? this.content.text() : "";
  }
  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }
  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.content ? this.content.bytes() : new Uint8Array();
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = await this.bytes();
    // Bytes may be a part of what memory they stand in.
    return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
  }
  async blob(): Promise<Blob> {
    return this.#platform.blob();
  }
  async formData(): Promise<FormData> {
    return this.#platform.formData();
  }

  get #platform(): Response {
    const type = this.headers.get("content-type");
    return new Response(this.content?.platform().body ?? null, type ? { headers: { "content-type": type } } : {});
  }
}
