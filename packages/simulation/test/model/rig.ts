import { type Actor, type CloudEvent, cloudEventOf, type Context, DomainError, type Table, typeId } from "@souk/core";
import type { Reaction } from "@souk/core/consumer";
import { createTokens } from "@souk/core/token";
import fc, { type Scheduler } from "fast-check";
import { baseRows, start } from "../../src/base.ts";
import { judgeCommit } from "../../src/check/commit.ts";
import type { Fields } from "../../src/check/evidence.ts";
import { judge, type Operation, type Specification, stuckText } from "../../src/history/linearize.ts";
import { Random } from "../../src/random.ts";
import type { Rows } from "../../src/table/rows.ts";
import { type Command, createTwin, operationOf, type Twin } from "../../src/table/twin.ts";

/** Changes what the table is asked for: how a bug is planted. */
export type Spoil = (command: Command) => Command;

export type Answer<T> = { done: T } | { code: string; details: Record<string, unknown> };

let current: Rig | undefined;
/** One for all runs: binding the entities to a table takes longer than a run. */
const table: Table = { name: "souk", client: { send: (command: Command) => here().send(command) } };

function here(): Rig {
  if (!current) throw new Error("no model is being run");
  return current;
}

/** The real thing of a model-based test: services over the twin of the table, each of their calls a step that fast-check may put anywhere. */
export class Rig {
  readonly twin: Twin;
  readonly random = new Random("model");
  /** What the checker says of the commits. */
  readonly violations: string[] = [];
  readonly links: Record<string, Record<string, unknown>> = { Site: { url: "https://souk.example" } };
  readonly scheduler: Scheduler;
  readonly #spoil: Spoil;
  readonly #pending: Promise<unknown>[] = [];
  #now = start;
  #ticks = 0;
  constructor(scheduler: Scheduler, rows: Rows, spoil: Spoil = (command) => command) {
    this.scheduler = scheduler;
    this.#spoil = spoil;
    let step = 0;
    this.twin = createTwin({
      rows,
      now: () => this.#now,
      onCommit: (changes) => {
        const found = judgeCommit("demo", { by: "model", at: this.#now, step: (step += 1), changes });
        this.violations.push(...found.map(({ invariant, message }) => `${invariant} ${message}`));
      },
    });
  }

  /** A place in the order of all that clients see. */
  tick = (): number => (this.#ticks += 1);
  now = (): number => this.#now;
  advance = (milliseconds: number): void => void (this.#now += milliseconds);
  /** One turn, whose time fast-check chooses. */
  turn = async (label: string): Promise<void> => void (await this.scheduler.schedule(Promise.resolve(), label));

  /** A transaction holds its items from its beginning to its commit, so that others meet it in between. */
  async send(command: Command): Promise<Fields> {
    await this.turn("table");
    const spoiled = this.#spoil(command);
    if (operationOf(spoiled) !== "TransactWriteItems") return this.twin.send(spoiled);
    const transaction = this.twin.begin(structuredClone(spoiled.input) as never);
    await this.turn("commit");
    return transaction.commit();
  }

  ctx(actor: Actor = { type: "system", name: "model" }): Context {
    const quiet = () => {};
    return {
      shopId: "demo",
      actor,
      requestId: "model",
      traceparent: `00-${"1".repeat(32)}-${"1".repeat(16)}-01`,
      now: () => new Date(this.#now),
      id: (prefix) => typeId(prefix, this.#now, this.random.next),
      random: this.random.next,
      sleep: async (milliseconds) => {
        await this.turn("sleep");
        this.advance(milliseconds);
      },
      table,
      log: { info: quiet, warn: quiet, error: quiet },
      tokens: createTokens("model", "demo"),
      link: (name) => this.links[name] ?? {},
    };
  }
  staff = (): Context => this.ctx({ type: "staff", staffId: "key" });

  /** Begins something that may still be under way when the next command runs. A refusal is an answer; anything else fails the run. */
  begin<T>(work: () => Promise<T>, told: (answer: Answer<T>) => void = () => {}): void {
    const settled = work().then(
      (done) => told({ done }),
      (error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
        told({ code: error.code, details: error.details });
      },
    );
    this.#pending.push(settled);
    // Whoever waits for all of them hears of it.
    settled.catch(() => {});
  }

  /** As `begin`, and writes down what was asked for and answered, when. */
  record<T, I, O>(into: Operation<I, O | { code: string }>[], key: string, input: I, work: () => Promise<T>, output: (done: T) => O): void {
    const operation: Operation<I, O | { code: string }> = { key, input, output: undefined, calledAt: this.tick(), answeredAt: Infinity };
    into.push(operation);
    this.begin(work, (answer) => {
      operation.output = "done" in answer ? output(answer.done) : { code: answer.code };
      operation.answeredAt = this.tick();
    });
  }

  /** Everything that was begun has ended. */
  async ended(): Promise<void> {
    while (this.#pending.length > 0) await this.scheduler.waitFor(Promise.all(this.#pending.splice(0)));
  }

  /** Every event so far, in no order that a bus would promise. */
  events = (): CloudEvent[] =>
    this.twin
      .items()
      .filter(({ sk }) => String(sk).startsWith("$event#"))
      .map(cloudEventOf);

  /** Hands an event to whoever reacts to it, perhaps not for the first time. */
  async deliver(event: CloudEvent, reactions: Reaction[]): Promise<void> {
    for (const { definition, run } of reactions) if (definition.name === event.type) await run(this.ctx(), event, { receives: 1 });
  }

  item = (pk: string, sk: string): Fields | undefined => this.twin.items().find((item) => item["pk"] === pk && item["sk"] === sk);
}

type Model = Record<string, never>;
export type Act = fc.AsyncCommand<Model, Rig>;

/** A command that may be given at any time: that a rule forbids it is an answer, and the specification knows which. */
export const act = (name: string, begin: (rig: Rig) => void): Act => ({
  check: () => true,
  run: async (_model, rig) => begin(rig),
  toString: () => name,
});

export interface Size {
  runs: number;
  commands: number;
  /** Orders of the steps in which each sequence of commands is run. */
  schedules: number;
}
export const short: Size = { runs: 100, commands: 20, schedules: 1 };
export const long: Size = { runs: Number(process.env["SOUK_RUNS"] ?? 1000), commands: 50, schedules: 1 };
/** For bugs that were planted: with several schedules, fewer commands are enough to show one when it is shrunk. */
export const hunt: Size = { runs: 200, commands: 20, schedules: 4 };

export interface Domain {
  /** Before fast-check has its say. Forgets what the run before left. */
  prepare(rig: Rig): Promise<void>;
  acts: fc.Arbitrary<Act>[];
  /** Throws where the real thing differs from the model. */
  verify(rig: Rig): Promise<void>;
}

/** Throws where the answers of a history cannot come from the thing that the specification describes. */
export function assertLinearizable<S, I, O>(history: Operation<I, O>[], specificationOf: (key: string) => Specification<S, I, O>): void {
  const stuck = judge(history, specificationOf);
  if (stuck.length > 0) throw new Error(stuck.map(stuckText).join("\n"));
}

/** That in whatever order the steps of the commands come, answers and table are those of the model. */
export async function hold({ prepare, acts, verify }: Domain, { runs, commands, schedules }: Size, spoil?: Spoil) {
  const rows = await baseRows();
  const lists = fc.commands(acts, { maxCommands: commands, size: "max" });
  const orders = fc.array(fc.scheduler(), { minLength: schedules, maxLength: schedules });
  const property = fc.asyncProperty(lists, orders, async (list, schedulers) => {
    for (const scheduler of schedulers) {
      const rig = new Rig(scheduler, rows.copy(), spoil);
      current = rig;
      await scheduler.waitFor(prepare(rig));
      await fc.scheduledModelRun(scheduler, () => ({ model: {}, real: rig }), list);
      await rig.ended();
      await scheduler.waitFor(verify(rig));
      if (rig.violations.length > 0) throw new Error(rig.violations.join("\n"));
    }
  });
  const details = await fc.check(property, { numRuns: runs, seed: 7 });
  const report = `${String(details.errorInstance)}\n${fc.defaultReportMessage(details) ?? ""}`;
  const [shrunk] = details.counterexample ?? [];
  return { ...details, report, shrunkTo: shrunk ? [...shrunk].length : 0 };
}
