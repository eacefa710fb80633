import type { Answer, Network } from "../src/media/network.ts";

/** The beginnings by which pictures are known. */
export const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
export const jpeg = Buffer.from("ffd8ffe000104a4649460001", "hex");
export const webp = Buffer.from("RIFF\x10\0\0\0WEBPVP8 ", "latin1");
export const gif = Buffer.from("GIF89a\x01\0\x01\0", "latin1");
export const avif = Buffer.from("\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "latin1");

interface Given {
  status?: number;
  headers?: Answer["headers"];
  body?: Buffer;
}

export interface Page extends Required<Given> {
  closed: number;
}

export const answerOf = ({ status = 200, headers = {}, body = Buffer.alloc(0) }: Given): Page => ({
  status,
  headers: { "content-type": "image/png", ...headers },
  body,
  closed: 0,
});

type Pages = Record<string, Page | Error>;

/** An internet of a few pages. Every name is at a public address unless it says otherwise; every connection is noted. */
export function createNetwork(pages: Pages, names: Record<string, string[]> = {}): Network & { asked: string[]; pages: Pages } {
  const asked: string[] = [];
  return {
    asked,
    pages,
    resolve: async (hostname) => names[hostname] ?? ["93.184.216.34"],
    async get(url, address) {
      asked.push(`${url.href} at ${address}`);
      const page = pages[url.href] ?? answerOf({ status: 404 });
      if (page instanceof Error) throw page;
      return { ...page, body: inPieces(page.body), close: () => void (page.closed += 1) };
    },
  };
}

async function* inPieces(body: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < body.length; start += 65_536) yield body.subarray(start, start + 65_536);
}
