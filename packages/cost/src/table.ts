import { priceListDate } from "@souk/platform/price-list";
import { bill, dollars } from "./bill.ts";
import { judge, lifeOf } from "./budget.ts";
import type { Counts } from "./counts.ts";
import { stepNames } from "./journey.ts";
import { platformLogBytes } from "./log.ts";
import type { Measured } from "./measure.ts";

const heads = ["calls", "write", "read", "requests", "events", "messages", "log B", "B out", "CPU ms", "$ / million"];
const cells = (counts: Counts) => [
  counts.calls,
  counts.write,
  counts.read,
  counts.requests,
  counts.events,
  counts.messages,
  counts.logBytes,
  counts.bytesOut,
  Math.round(counts.cpuMilliseconds),
  dollars(counts).toFixed(2),
];

const row = (name: string, values: (string | number)[]) => `| ${name} | ${values.join(" | ")} |`;

/** Markdown, as `docs/performance.md` shows it. */
export function tableOf({ lines, journey, hold }: Measured): string {
  const life = lifeOf(journey, hold);
  return [
    `**${lines} ${lines === 1 ? "line" : "lines"}**`,
    "",
    row("step, with what follows from it", heads),
    row(
      "---",
      heads.map(() => "--:"),
    ),
    ...stepNames.map((name) => row(name, cells(journey[name]))),
    row("the hold, 15 minutes later", cells(hold)),
    row("**life: place, pay and the hold**", cells(life)),
    "",
    `Log bytes are what functions write and the API's access log. Lambda's own lines of an invocation are ${platformLogBytes} bytes more.`,
  ].join("\n");
}

export function billOf({ journey, hold }: Measured): string {
  const life = lifeOf(journey, hold);
  const lines = bill(life).map(({ item, quantity, usd }) => row(item, [Math.round(quantity * 10_000) / 10_000, usd.toFixed(2)]));
  return [
    `A million lives at the prices of ${priceListDate}, without the mail itself:`,
    "",
    row("", ["each", "$"]),
    row("---", ["--:", "--:"]),
    ...lines,
    row("all", ["", dollars(life).toFixed(2)]),
  ].join("\n");
}

export function verdictOf({ lines, journey, hold }: Measured): string {
  if (lines !== 3) throw new RangeError("budgets are of three lines");
  const verdicts = judge(journey, lifeOf(journey, hold));
  return [
    row("of three lines", ["is", "budget", "floor on paper"]),
    row("---", ["--:", "--:", "--:"]),
    ...verdicts.map(({ what, is, most, floor }) => row(what, [is > most ? `**${is}, too much**` : is, most, floor ?? ""])),
  ].join("\n");
}
