import { fileURLToPath } from "node:url";
import { createLog } from "./stage/log.ts";
import { type CommandLine, parseOptions, usage } from "./stage/options.ts";
import type { Stage } from "./stage/handle.ts";
import { watchParent } from "./stage/parent.ts";
import { screenOf } from "./stage/ready.ts";
import { sentenceOf } from "./stage/stage-error.ts";
import { startStage } from "./stage/stage.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const closeMilliseconds = 10_000;

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), root);
  if (options.help) return void process.stdout.write(usage);
  const began = performance.now();
  const color = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const log = createLog({ write: (line) => process.stdout.write(line), color, verbose: options.verbose });
  const leaving = createLeaving();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => leaving.leave(signal === "SIGINT" ? 130 : 143));
  watchParent(() => leaving.leave(0));
  survive(options, (line) => log.error(line), leaving.leave);
  const onFailure = (sentence: string): void => {
    log.error(sentence);
    leaving.leave(1);
  };
  const stage = await startStage({ ...options, log, onFailure });
  leaving.closes(stage);
  const shown = {
    site: options.web !== false && stage.graph().sites.length > 0,
    seeding: options.seed === "demo",
    milliseconds: performance.now() - began,
    color,
  };
  process.stdout.write(screenOf(stage.ready, shown));
}

/** Stops what runs and exits; exiting ends whatever is left of it. */
function createLeaving(): { leave: (code: number) => void; closes: (stage: Stage) => void } {
  let running: Stage | undefined;
  let since: number | undefined;
  return {
    leave(code) {
      // A second Ctrl-C does not wait. npm may pass the first one on twice.
      if (since !== undefined && performance.now() - since < 500) return;
      if (since !== undefined) process.exit(code);
      since = performance.now();
      setTimeout(() => process.exit(code), closeMilliseconds).unref();
      void Promise.resolve(running?.close()).finally(() => process.exit(code));
    },
    /** Before that, exiting alone ends what has started. */
    closes(stage) {
      running = stage;
    },
  };
}

/** A mistake of the stage's own is one line too; what it leaves half done is not served on. */
function survive({ verbose }: CommandLine, write: (line: string) => void, leave: (code: number) => void): void {
  const tell = (error: unknown): void =>
    write(
      verbose && error instanceof Error
        ? (error.stack ?? error.message)
        : `${sentenceOf(error)}${verbose ? "" : " (--verbose shows where)"}`,
    );
  process.on("unhandledRejection", tell);
  process.on("uncaughtException", (error) => {
    tell(error);
    leave(1);
  });
  // The terminal is gone: nobody reads this any more.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

main().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  if (process.argv.includes("--verbose") && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
  process.exit(1);
});
