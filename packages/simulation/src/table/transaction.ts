import { canceled, invalid, mismatch, type Reason } from "./refusal.ts";
import { copyOf, type Item } from "./value.ts";
import { judge, type Judged, type Operation, type WriteInput } from "./write.ts";

export type TransactItem = Partial<Record<Operation, WriteInput>>;

export interface Transaction {
  commit(): Record<string, unknown>;
}

interface Parts {
  find(pk: string, sk: string): Item | undefined;
  commit(judged: Judged[]): void;
  now(): number;
}

const mostWrites = 100;
/** How long DynamoDB knows a request by its token. */
const tokenMilliseconds = 10 * 60_000;

/** All or nothing. A transaction that was begun keeps others from its items until it is committed. */
export class Transactions {
  readonly #parts: Parts;
  readonly #busy = new Set<string>();
  readonly #tokens = new Map<string, { request: string; at: number }>();
  constructor(parts: Parts) {
    this.#parts = parts;
  }

  isBusy(pk: string, sk: string): boolean {
    return this.#busy.has(nameOf({ pk, sk }));
  }

  begin({ TransactItems: items, ClientRequestToken: token }: { TransactItems: TransactItem[]; ClientRequestToken?: string }): Transaction {
    if (items.length === 0 || items.length > mostWrites) throw invalid(`Member must have length less than or equal to ${mostWrites}`);
    if (this.#known(token, items)) return { commit: () => ({}) };
    const judged = items.map((item) => {
      const [[operation, input] = []] = Object.entries(item);
      if (!operation || !input) throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
      if (input.ReturnValues !== undefined) throw invalid("A transaction's writes return no values");
      return judge(operation as Operation, input, this.#parts.find);
    });
    const names = judged.map(nameOf);
    if (new Set(names).size < names.length) throw invalid("Transaction request cannot include multiple operations on one item");
    this.#assertFree(judged, items);
    for (const name of names) this.#busy.add(name);
    return {
      commit: () => {
        for (const name of names) this.#busy.delete(name);
        if (token !== undefined) this.#tokens.set(token, { request: JSON.stringify(items), at: this.#parts.now() });
        this.#parts.commit(judged);
        return {};
      },
    };
  }

  #known(token: string | undefined, items: TransactItem[]): boolean {
    const before = token === undefined ? undefined : this.#tokens.get(token);
    if (!before || this.#parts.now() - before.at > tokenMilliseconds) return false;
    if (before.request !== JSON.stringify(items))
      throw mismatch("The request uses the same client token as a previous, but non-identical request");
    return true;
  }

  #assertFree(judged: Judged[], items: TransactItem[]): void {
    const reasons = judged.map((one, index): Reason => {
      if (this.#busy.has(nameOf(one))) return { code: "TransactionConflict" };
      if (one.met) return { code: "None" };
      const shown = Object.values(items[index] ?? {})[0]?.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
      return { code: "ConditionalCheckFailed", item: shown && one.before ? copyOf(one.before) : undefined };
    });
    if (reasons.every(({ code }) => code === "None")) return;
    const codes = reasons.map(({ code }) => code).join(", ");
    throw canceled(`Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`, reasons);
  }
}

const nameOf = ({ pk, sk }: { pk: string; sk: string }) => `${pk}\n${sk}`;
