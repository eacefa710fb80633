import { invalid } from "./refusal.ts";

export interface Token {
  kind: "name" | "value" | "word" | "number" | "sign";
  text: string;
}

const pattern = /\s*(?:(#[\w-]+)|(:[\w-]+)|([A-Za-z_][\w-]*)|(\d+)|(<>|<=|>=|[=<>(),.[\]+-]))/y;
const kinds = ["name", "value", "word", "number", "sign"] as const;

/** The tokens of an expression: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html */
export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  const text = expression.trimEnd();
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw invalid(`Invalid expression: syntax error at "${text.slice(at, at + 12)}"`);
    const index = match.slice(1).findIndex((group) => group !== undefined);
    tokens.push({ kind: kinds[index] ?? "sign", text: match[index + 1] ?? "" });
  }
  return tokens;
}

/** Reads tokens one after the other. Words of the language are matched whatever their case. */
export class Reader {
  readonly #tokens: Token[];
  #at = 0;
  constructor(expression: string) {
    this.#tokens = tokensOf(expression);
  }
  peek(offset = 0): Token | undefined {
    return this.#tokens[this.#at + offset];
  }
  next(): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw invalid("Invalid expression: it ends too early");
    this.#at += 1;
    return token;
  }
  is(text: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token !== undefined && (token.kind === "sign" || token.kind === "word") && token.text.toUpperCase() === text;
  }
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.#at += 1;
    return true;
  }
  expect(text: string): void {
    if (!this.take(text)) throw invalid(`Invalid expression: "${text}" is missing before "${this.peek()?.text ?? "its end"}"`);
  }
  get ended(): boolean {
    return this.#at >= this.#tokens.length;
  }
}
