import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Faults, Log } from "../contract.ts";
import { parseFaults } from "./fault.ts";
import { sentenceOf, StageError } from "./stage-error.ts";

export interface StageOptions {
  /** The folder of `sst.config.ts`. */
  root: string;
  /** The state folder: database, queues, mail, secrets. Made when absent; `.souk` below the root unless given. */
  state?: string;
  /** The first of four ports: shop, API, console, AWS. 0 takes any free ones; 4100 unless given. */
  port?: number;
  /** Whether the site runs; yes unless told otherwise. */
  web?: boolean;
  seed?: "none" | "demo";
  /** Where the addresses are written besides `<state>/ready.json`. */
  readyFile?: string;
  /** Given, even empty: faults can be switched while the stage runs, and functions reach the database through a proxy. */
  faults?: Faults;
  /** Deletes what the state folder holds before it starts. */
  reset?: boolean;
  log?: Log;
  /** Called when the stage cannot go on, as when the database's engine has ended. */
  onFailure?: (sentence: string) => void;
}

export interface CommandLine extends StageOptions {
  verbose: boolean;
  help: boolean;
}

export const usage = `npm run dev -- [options]

  --state DIR        where the shop's data is kept (.souk)
  --port BASE        the shop's port; API, console and AWS take the three after it (4100; 0: any free ones)
  --no-web           without the site
  --seed none|demo   an empty shop, or the demo shop (demo)
  --ready-file FILE  written once everything answers: addresses, staff key, process id
  --faults JSON      faults to inject, as {"conflict":{"windowMilliseconds":10}}; {} to switch them later in the console
  --reset            deletes the data first
  --verbose          stack traces
`;

export function parseOptions(args: string[], root: string): CommandLine {
  const values = read(args);
  const port = values.port === undefined ? 4100 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_500)
    throw new StageError(`--port takes a number from 0 to 65500, not "${values.port}".`);
  const seed = values.seed ?? "demo";
  if (seed !== "none" && seed !== "demo") throw new StageError(`--seed takes none or demo, not "${seed}".`);
  return {
    root,
    state: resolve(root, values.state ?? ".souk"),
    port,
    web: !values["no-web"],
    seed,
    ...(values["ready-file"] === undefined ? {} : { readyFile: resolve(values["ready-file"]) }),
    ...(values.faults === undefined ? {} : { faults: parseFaults(values.faults) }),
    reset: values.reset ?? false,
    verbose: values.verbose ?? false,
    help: values.help ?? false,
  };
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        state: { type: "string" },
        port: { type: "string" },
        "no-web": { type: "boolean" },
        seed: { type: "string" },
        "ready-file": { type: "string" },
        faults: { type: "string" },
        reset: { type: "boolean" },
        verbose: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new StageError(`${sentenceOf(error).split(". To specify")[0]}.\n\n${usage}`);
  }
}
