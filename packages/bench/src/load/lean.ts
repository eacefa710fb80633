import net from "node:net";
import { cpuOf } from "./cpu.ts";

export interface LeanRun {
  perSecond: number;
  /** CPU of the server's process for each answer. */
  cpuMilliseconds: number;
}

/**
 * Asks one address again and again over so many connections, with less work than the server's: sockets and a search for the end of the
 * headers. A whole HTTP client would be what is measured. Throws when an answer is no 200.
 */
export async function driveLean(url: URL, pid: number, clients: number, seconds: number): Promise<LeanRun> {
  const request = `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`;
  let count = 0;
  const [spent, began] = [cpuOf(pid), performance.now()];
  const end = began + seconds * 1000;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = net.connect(Number(url.port), url.hostname, () => void socket.write(request)).setNoDelay(true);
      let held = "";
      socket.setEncoding("latin1").on("data", (text: string) => {
        held += text;
        const size = sizeOf(held);
        if (size === undefined || held.length < size) return;
        if (!held.startsWith("HTTP/1.1 200")) return void socket.destroy(new Error(`${url.href}: ${held.slice(0, 200)}`));
        held = held.slice(size);
        count += 1;
        if (performance.now() < end) socket.write(request);
        else socket.end();
      });
      socket.once("error", reject).once("close", () => resolve());
    });
  await Promise.all(Array.from({ length: clients }, one));
  return { perSecond: (count * 1000) / (performance.now() - began), cpuMilliseconds: (cpuOf(pid) - spent) / count };
}

/** Bytes of an answer, headers in; undefined until its headers have come. */
function sizeOf(text: string): number | undefined {
  const headers = text.indexOf("\r\n\r\n");
  if (headers < 0) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, headers))?.[1];
  if (length === undefined) throw new Error("an answer without a length cannot be counted");
  return headers + 4 + Number(length);
}
