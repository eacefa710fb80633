/** What must be true of the shop, for whoever has evidence of it: the simulation, and the black box that watches the real stage. */
export type { Evidence, LedgerEntry, MailEntry, Told, Violation } from "./evidence.ts";
export { fieldsOf, listOf, numberOf, textOf } from "./evidence.ts";
export { readBooks } from "./books.ts";
export { judgeEnd } from "./final.ts";
