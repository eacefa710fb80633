import { hash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Call } from "./http.ts";
import { S3Error } from "./s3-xml.ts";

type Checksum = (content: Buffer) => string;
/** CRC32C and CRC64NVME are taken on trust: Node has neither. */
const checksums: Record<string, Checksum> = {
  "x-amz-checksum-crc32": (content) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(content));
    return bytes.toString("base64");
  },
  "x-amz-checksum-sha1": (content) => hash("sha1", content, "base64"),
  "x-amz-checksum-sha256": (content) => hash("sha256", content, "base64"),
  "content-md5": (content) => hash("md5", content, "base64"),
};

/** The bytes of an upload, out of the SDKs' chunked framing if it is there, and checked against the checksums sent with them. */
export function bodyOf({ headers, body }: Call): Buffer {
  const framed = String(headers["x-amz-content-sha256"] ?? "").startsWith("STREAMING-");
  const { content, trailers } = framed ? unframe(body) : { content: body, trailers: {} };
  const length = headers["x-amz-decoded-content-length"];
  if (framed && length !== undefined && Number(length) !== content.length)
    throw new S3Error(400, "IncompleteBody", "The request body terminated unexpectedly");
  const given: Record<string, unknown> = { ...headers, ...trailers };
  for (const [name, checksum] of Object.entries(checksums))
    if (given[name] !== undefined && given[name] !== checksum(content))
      throw new S3Error(400, "BadDigest", `The ${name} you specified did not match`);
  return content;
}

/**
 * `<hex length>[;extensions]CRLF <bytes> CRLF ... 0 CRLF <name>:<value> CRLF ...`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
function unframe(body: Buffer): { content: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  let offset = 0;
  for (;;) {
    const end = body.indexOf("\r\n", offset);
    const [, length] = end < 0 ? [] : (/^([0-9a-f]{1,8})(?:;|$)/i.exec(body.toString("latin1", offset, end)) ?? []);
    if (!length) throw new S3Error(400, "IncompleteBody", "The request body is not framed as its headers say");
    const size = Number.parseInt(length, 16);
    offset = end + 2;
    if (size === 0) return { content: Buffer.concat(chunks), trailers: trailersOf(body.toString("latin1", offset)) };
    chunks.push(body.subarray(offset, offset + size));
    offset += size + 2;
  }
}

function trailersOf(text: string): Record<string, string> {
  const lines = text.split("\r\n").map((line) => line.split(":", 2));
  return Object.fromEntries(
    lines.flatMap(([name = "", value]) => (value === undefined ? [] : [[name.trim().toLowerCase(), value.trim()]])),
  );
}
