import { checkAnswers } from "./answer.ts";
import { readBooks } from "./books.ts";
import type { Evidence, Violation } from "./evidence.ts";
import { checkFlow, checkMails } from "./flow.ts";
import { checkMoney } from "./money.ts";
import { checkPrices } from "./price.ts";
import { checkStock } from "./stock.ts";

export type Say = (invariant: string, message: string) => void;

/** What must be true once nothing happens any more. */
export function judgeEnd(evidence: Evidence, step: number): Violation[] {
  const found: Violation[] = [];
  const say: Say = (invariant, message) => void found.push({ invariant, message, step });
  const books = readBooks(evidence);
  checkStock(books, say);
  checkMoney(evidence, books, say);
  checkPrices(evidence, books, say);
  checkFlow(evidence, books, say);
  checkMails(evidence, books, say);
  checkAnswers(evidence, books, say);
  return found;
}
