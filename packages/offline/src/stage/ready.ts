import { isRecord } from "../database/client.ts";
import type { Graph } from "../graph.ts";

/** What the ready file holds once everything answers. */
export interface Ready {
  web: string;
  api: string;
  console: string;
  aws: string;
  /** The table's own endpoint: DynamoDB's protocol is not served with the others. */
  dynamodb: string;
  /** Where people sign in. */
  auth?: string;
  shop: string;
  keys: { staff: string };
  pid: number;
}

/** The shop's id is a link of the program like any other. */
export function shopOf(graph: Graph): string {
  const link = graph.links.DefaultShop;
  return isRecord(link) && typeof link.id === "string" ? link.id : graph.app.name;
}

/** The issuer's address, where the program has one. */
export function issuerOf(graph: Graph): { auth?: string } {
  const link = graph.links.Issuer;
  return isRecord(link) && typeof link.url === "string" ? { auth: link.url } : {};
}

/** Fits on one screen, and on a narrow one. */
export function screenOf(ready: Ready, options: { site: boolean; seeding: boolean; milliseconds: number; color: boolean }): string {
  const bold = (text: string): string => (options.color ? `\u001B[1m${text}\u001B[0m` : text);
  const dim = (text: string): string => (options.color ? `\u001B[2m${text}\u001B[0m` : text);
  const [web, console] = [ready.web, ready.console];
  const tries = options.site
    ? [
        `Buy something:   ${web}  ${dim("pay with the Visa ending in 4242")}`,
        `Read the mail:   ${console}/#mail`,
        `Run the shop:    ${web}/staff  ${dim(options.seeding ? "owner@brinewick.example" : "after souk staff add EMAIL")}`,
        `Ask the API:     curl ${web}/v1/catalog/products`,
      ]
    : [
        `Ask the API:     curl ${ready.api}/v1/catalog/products`,
        `Import goods:    npm run souk -- catalog import FILE.csv`,
        `Watch events:    ${console}/#events`,
      ];
  return [
    "",
    `  ${bold("Souk")} ${dim(`ready in ${(options.milliseconds / 1_000).toFixed(1)} s`)}`,
    "",
    ...(options.site ? [`  Shop        ${bold(web)}`] : []),
    `  API         ${ready.api}/v1`,
    `  Console     ${console}`,
    `  Staff key   ${ready.keys.staff}`,
    "",
    ...tries.map((line) => `  ${line}`),
    "",
    `  ${dim(`${options.seeding ? "The demo shop is being filled. " : ""}Ctrl-C stops everything; the data stays.`)}`,
    "",
  ].join("\n");
}
