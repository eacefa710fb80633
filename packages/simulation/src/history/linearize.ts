/** One operation as its client saw it. Instants only need an order; equal ones count as overlapping. */
export interface Operation<I, O> {
  /** Which history it belongs to. Linearizability is local: a history is right exactly when that of each key is (Herlihy, Wing 1990). */
  key: string;
  input: I;
  /** Undefined where no answer came: it may have happened at any time after the call, or not at all. */
  output: O | undefined;
  calledAt: number;
  /** Infinity without an answer. An output with it is of something that must happen, nobody knows when. */
  answeredAt: number;
}

/** What a thing is when one operation comes after the other. */
export interface Specification<S, I, O> {
  begin: S;
  /** The state that the input leads to with this output; undefined when that cannot be. */
  next(state: S, input: I, output: O | undefined): S | undefined;
}

export interface Stuck<S, I, O> {
  key: string;
  /** The longest order that was right, the state that it led to, and what could not come next. */
  order: Operation<I, O>[];
  state: S;
  candidates: Operation<I, O>[];
}

/** More than any history of a test needs; whoever reaches it is told, since nothing was shown then. */
const mostStates = 2_000_000;

/** The keys whose histories no order of their operations explains. */
export function judge<S, I, O>(history: Operation<I, O>[], specificationOf: (key: string) => Specification<S, I, O>): Stuck<S, I, O>[] {
  return [...Map.groupBy(history, ({ key }) => key)].flatMap(([key, operations]) => linearize(key, operations, specificationOf(key)) ?? []);
}

/**
 * Looks for an order of the operations that keeps to the clock (what was answered before another was called comes before it) and that
 * the specification allows. The search is Wing and Gong's ("Testing and Verifying Concurrent Objects", 1993), which remembers what it
 * has seen, as Lowe's does ("Testing for linearizability", 2017). Undefined when there is one.
 */
export function linearize<S, I, O>(key: string, history: Operation<I, O>[], { begin, next }: Specification<S, I, O>) {
  const operations = history.toSorted((a, b) => a.calledAt - b.calledAt);
  const alike = operations.map((one) => JSON.stringify([one.input, one.output ?? null]));
  const done = new Uint8Array(operations.length);
  const seen = new Set<string>();
  let left = operations.filter(({ answeredAt, output }) => answeredAt < Infinity || output !== undefined).length;
  const path: number[] = [];
  let longest: { path: number[]; state: S } = { path: [], state: begin };

  /** What may come next: called before the first answer of those that are left. What cannot be told apart comes in its order. */
  function candidates(): number[] {
    const found: number[] = [];
    let bound = Infinity;
    for (let index = firstLeft(); index < operations.length; index += 1) {
      const operation = operations[index];
      if (!operation || operation.calledAt > bound) break;
      if (done[index]) continue;
      bound = Math.min(bound, operation.answeredAt);
      const twin = found.some((other) => alike[other] === alike[index] && (operations[other]?.answeredAt ?? 0) <= operation.answeredAt);
      if (!twin) found.push(index);
    }
    return found.sort((a, b) => (operations[a]?.answeredAt ?? 0) - (operations[b]?.answeredAt ?? 0) || a - b);
  }

  function firstLeft(): number {
    let index = 0;
    while (index < operations.length && done[index]) index += 1;
    return index;
  }

  /** What is done: all up to the first that is left, and those after it. */
  function nameOf(state: S): string {
    const first = firstLeft();
    let text = `${first}`;
    for (let index = first + 1; index < operations.length; index += 1) if (done[index]) text += `,${index}`;
    return `${text} ${JSON.stringify(state)}`;
  }

  function search(state: S): boolean {
    if (left === 0) return true;
    if (path.length > longest.path.length) longest = { path: [...path], state };
    const name = nameOf(state);
    if (seen.has(name)) return false;
    if (seen.size >= mostStates) throw new Error(`the history of ${key} has too many orders to try: make it shorter`);
    seen.add(name);
    for (const index of candidates()) {
      const operation = operations[index];
      const after = operation && next(state, operation.input, operation.output);
      if (!operation || after === undefined) continue;
      const counts = operation.answeredAt < Infinity || operation.output !== undefined ? 1 : 0;
      done[index] = 1;
      left -= counts;
      path.push(index);
      if (search(after)) return true;
      path.pop();
      left += counts;
      done[index] = 0;
    }
    return false;
  }

  if (search(begin)) return undefined;
  for (const index of longest.path) done[index] = 1;
  const at = (index: number) => operations[index] as Operation<I, O>;
  const stuck: Stuck<S, I, O> = { key, order: longest.path.map(at), state: longest.state, candidates: candidates().map(at) };
  return stuck;
}

/** For people: the end of what could be explained, and what could not. */
export function stuckText<S, I, O>({ key, order, state, candidates }: Stuck<S, I, O>): string {
  const line = ({ input, output, calledAt, answeredAt }: Operation<I, O>) =>
    `  [${calledAt}, ${answeredAt}] ${JSON.stringify(input)} -> ${JSON.stringify(output) ?? "no answer"}`;
  return [
    `${key}: no order of the operations explains their answers`,
    ...order.slice(-12).map(line),
    `leads to ${JSON.stringify(state)}, after which none of these can come:`,
    ...candidates.map(line),
  ].join("\n");
}
