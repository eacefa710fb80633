/** `npm run operate -- …`: what an operator does to a stage past its API, with rights of their own on AWS. */
import { parseArgs } from "node:util";
import { list, redrive } from "./queues.ts";
import { republish } from "./republish.ts";
import { CommandError, find, type Target } from "./target.ts";

const help = `operate: a stage's queues and events, past its API

  npm run operate -- queues list              how many messages wait, and for how long
  npm run operate -- queues redrive NAME      sends the dead letters of a consumer (Order) back to its queue
  npm run operate -- events republish         puts event rows of the table on the bus again
      --since TIME [--until TIME]             of this span, "2026-11-21T08:00Z"
      --type order.paid | order.*             of this kind
      --shop ID                               of this shop
      --to CONSUMER --generation NAME         a replay: to one consumer alone, which must be one that only builds from events
      --dry-run                               counts them and sends nothing

  --stage NAME    a stage on AWS, with your own credentials; else the offline stage that runs here
  --state DIR     its state folder (default .souk)
`;

const text = { type: "string" } as const;
const options = {
  stage: text,
  state: text,
  since: text,
  until: text,
  type: text,
  shop: text,
  to: text,
  generation: text,
  "dry-run": { type: "boolean", default: false },
  help: { type: "boolean", short: "h" },
} as const;

const say = (line: string) => console.log(line);

function timeOf(option: string, value: string | undefined): Date {
  const time = new Date(value ?? "");
  if (Number.isNaN(time.getTime())) throw new CommandError(`--${option} is a time such as 2026-11-21T08:00Z.`);
  return time;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [noun, verb, name] = positionals;
  if (values.help || noun === undefined) return say(help);
  const command = commandOf(`${noun} ${verb}`, name, values);
  const target = find(values);
  try {
    await command(target);
  } finally {
    target.close();
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** Everything that is wrong with what was asked is said before anything is reached. */
function commandOf(asked: string, name: string | undefined, values: Values): (target: Target) => Promise<void> {
  if (asked === "queues list") return (target) => list(target, say);
  if (asked === "queues redrive") {
    if (name === undefined) throw new CommandError("Name the consumer whose dead letters go back: queues redrive Order");
    return (target) => redrive(target, name, say);
  }
  if (asked === "events republish") {
    const choice = { since: timeOf("since", values.since), until: values.until ? timeOf("until", values.until) : new Date() };
    const { type, shop, to, generation, "dry-run": dryRun } = values;
    return (target) => republish(target, { ...choice, type, shop, to, generation, dryRun }, say);
  }
  throw new CommandError(`There is no command "${asked.replace(" undefined", "")}": see npm run operate -- --help`);
}

try {
  await run();
} catch (error) {
  const known = error instanceof CommandError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  console.error(known && error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
