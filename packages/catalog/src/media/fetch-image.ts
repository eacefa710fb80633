import { isIP } from "node:net";
import { isPublic } from "./address.ts";
import { type Image, imageOf, isImageType } from "./image.ts";
import type { Answer, Network } from "./network.ts";

const bytesAtMost = 10 * 1024 * 1024;
const redirectsAtMost = 3;
const fetchMilliseconds = 8_000;

/** Why there is no picture, and whether asking again may help. */
export class NoPicture extends Error {
  readonly mayPass: boolean;

  constructor(reason: string, mayPass: boolean, options?: { cause?: unknown }) {
    super(reason, options);
    this.name = "NoPicture";
    this.mayPass = mayPass;
  }
}

const never = (reason: string) => new NoPicture(reason, false);

/** Fetches a picture from the public internet within eight seconds, redirects in. Throws `NoPicture` for whatever goes wrong. */
export async function fetchImage(network: Network, source: string): Promise<Image> {
  const signal = AbortSignal.timeout(fetchMilliseconds);
  try {
    return await Promise.race([follow(network, source, signal), rejection(signal)]);
  } catch (error) {
    if (error instanceof NoPicture) throw error;
    throw new NoPicture("the host does not answer", !isUnknownHost(error), { cause: error });
  }
}

/** Resolving a name cannot be aborted. */
const rejection = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));

/** No such name, unlike a resolver that is out of order (`EAI_AGAIN`). */
const isUnknownHost = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOTFOUND";

async function follow(network: Network, source: string, signal: AbortSignal): Promise<Image> {
  let url = new URL(source);
  for (let redirects = 0; redirects <= redirectsAtMost; redirects += 1) {
    const answer = await network.get(url, await addressOf(network, url), signal);
    try {
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(answer.status)) return await read(answer);
      if (location === undefined || !URL.canParse(location, url.href)) throw never("a redirect leads nowhere");
      url = new URL(location, url);
    } finally {
      answer.close();
    }
  }
  throw never("too many redirects");
}

/** The address to connect to. Every one of the name's must be public: a name with one inside this network is a trap. */
async function addressOf(network: Network, { protocol, port, username, password, hostname }: URL): Promise<string> {
  if (protocol !== "https:" || port !== "") throw never("only https on its own port is fetched");
  if (username !== "" || password !== "") throw never("the address carries a password");
  // The URL parser has written decimal, octal and hexadecimal addresses as dotted ones by now.
  const host = hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host) === 0 ? await network.resolve(host) : [host];
  // A function outside a network of its own has no way out by IPv6.
  const first = addresses.find((address) => isIP(address) === 4) ?? addresses[0];
  if (first === undefined || !addresses.every(isPublic)) throw never("the host is not on the public internet");
  return first;
}

async function read({ status, headers, body }: Answer): Promise<Image> {
  if (status >= 500 || status === 408 || status === 429) throw new NoPicture(`the host answers ${status}`, true);
  if (status !== 200) throw never(`the host answers ${status}`);
  if (!isImageType(headers["content-type"] ?? "")) throw never("the answer is no picture of a known type");
  if ((headers["content-encoding"] ?? "identity") !== "identity") throw never("the answer is encoded");
  if (Number(headers["content-length"] ?? 0) > bytesAtMost) throw never("the picture is too large");
  const image = imageOf(await collect(body));
  if (!image) throw never("the bytes are no picture of a known type");
  return image;
}

async function collect(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > bytesAtMost) throw never("the picture is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
