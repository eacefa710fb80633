import type { IncomingMessage } from "node:http";

/** API Gateway's limit. */
export const bodyBytes = 10 * 1024 * 1024;

/** The whole body; undefined when it is larger than the limit. The rest of a larger one is read and dropped, so that the answer arrives. */
export function readBody(request: IncomingMessage, limit = bodyBytes): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    if (Number(request.headers["content-length"] ?? 0) > limit) {
      request.resume();
      resolve(undefined);
      return;
    }
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
    request.on("close", () => reject(new Error("The client went away.")));
  });
}
