export interface Image {
  bytes: Buffer;
  extension: string;
  contentType: string;
}

interface Format {
  extension: string;
  contentType: string;
  is(bytes: Buffer): boolean;
}

const ascii = (bytes: Buffer, from: number, to: number) => bytes.toString("latin1", from, to);

/** Brands of an `ftyp` box, the main one and those it is compatible with: https://aomediacodec.github.io/av1-avif/#brands */
function isAvif(bytes: Buffer): boolean {
  if (bytes.length < 16 || ascii(bytes, 4, 8) !== "ftyp") return false;
  const brands = ascii(bytes, 8, Math.min(bytes.length, bytes.readUInt32BE(0), 256));
  return /^(.{4})*avi[fs]/s.test(brands);
}

/** Pictures that browsers show and that hold no script: SVG is none of them. */
const formats: Format[] = [
  { extension: "jpg", contentType: "image/jpeg", is: (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  { extension: "png", contentType: "image/png", is: (bytes) => ascii(bytes, 0, 8) === "\x89PNG\r\n\x1a\n" },
  { extension: "webp", contentType: "image/webp", is: (bytes) => ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP" },
  { extension: "avif", contentType: "image/avif", is: isAvif },
  { extension: "gif", contentType: "image/gif", is: (bytes) => /^GIF8[79]a$/.test(ascii(bytes, 0, 6)) },
];

const declarable = new Set([...formats.map(({ contentType }) => contentType), "image/jpg"]);

/** Whether a `Content-Type` names one of the formats. */
export const isImageType = (contentType: string): boolean => declarable.has(contentType.split(";")[0]?.trim().toLowerCase() ?? "");

/** What the bytes are, whatever they were called: servers often say JPEG of a WebP. */
export function imageOf(bytes: Buffer): Image | undefined {
  const format = formats.find(({ is }) => is(bytes));
  return format && { bytes, extension: format.extension, contentType: format.contentType };
}
