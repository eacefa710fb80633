import { createServer, type Server } from "node:net";
import { StageError } from "./stage-error.ts";

interface Held {
  port: number;
  release: () => Promise<void>;
}

/** Ports from `base` on, or any free ones for 0. All are asked before anything starts, so that a refusal leaves nothing behind. */
export async function claimPorts(base: number, count: number): Promise<number[]> {
  const held: Held[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const wanted = base === 0 ? 0 : base + index;
      const port = await hold(wanted);
      if (!port) throw new StageError(takenSentence(wanted));
      held.push(port);
    }
    return held.map(({ port }) => port);
  } finally {
    for (const port of held) await port.release();
  }
}

export async function freePort(): Promise<number> {
  const [port = 0] = await claimPorts(0, 1);
  return port;
}

/** Ports for function URLs: each an origin of its own, the same for a function as long as the stage runs, found before anybody asks. */
export async function openFunctionPorts(base: number, count = 6): Promise<{ of: (functionId: string) => number }> {
  const free = await Promise.all(Array.from({ length: count }, (_, index) => preferred(base === 0 ? 0 : base + 10 + index)));
  const taken = new Map<string, number>();
  return {
    of(functionId) {
      const port = taken.get(functionId) ?? free.shift();
      if (port === undefined)
        throw new StageError(`The offline stage gives at most ${count} functions a URL of their own: take it from one of them.`);
      taken.set(functionId, port);
      return port;
    },
  };
}

async function preferred(port: number): Promise<number> {
  const held = await hold(port);
  await held?.release();
  return held?.port ?? freePort();
}

/** Listens on a port of 127.0.0.1 until it is released; undefined when somebody else does. */
function hold(port: number): Promise<Held | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () =>
      resolve({ port: portOf(server), release: () => new Promise((done) => server.close(() => done())) }),
    );
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function takenSentence(port: number): string {
  if (port === 0) return "No free port could be had on 127.0.0.1: stop some programs, then start again.";
  return `Port ${port} is taken by another program: stop it, or start on others, as in \`npm run dev -- --port ${port < 60_000 ? port + 100 : 4100}\`.`;
}
