import { Entity } from "./entity.ts";
import { type Context, instant } from "./context.ts";
import { describe } from "./log.ts";
import { isConditionFailed, perTable } from "./table.ts";

/**
 * | question                                        | key                                          |
 * |-------------------------------------------------|----------------------------------------------|
 * | how far a patrol has come                       | `<shop>#patrol#<patrol>`, `progress`         |
 * | what it could not settle, oldest subject first  | `<shop>#patrol#<patrol>`, `case#<subject>`   |
 */
const rows = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "patrol", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          patrol: { type: "string", required: true },
          part: { type: "string", required: true },
          position: { type: "string" },
          revision: { type: "number" },
          subject: { type: "string" },
          difference: { type: "string" },
          facts: { type: "any" },
          foundAt: { type: "string" },
          stuck: { type: "boolean" },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "patrol"], template: "${shopId}#patrol#${patrol}", casing: "none" },
            sk: { field: "sk", composite: ["part"], template: "${part}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

/** What is wrong with a subject and was not mended. */
export interface Unsettled {
  difference: string;
  facts: Record<string, string | number>;
  /** It counts as stuck, and a person is told, when it is still so after this long. */
  patienceSeconds: number;
}

export interface Page<Item> {
  items: { subject: string; item: Item }[];
  /** Where to go on from. */
  position: string;
  more: boolean;
}

/** A job that goes once through all that happened, a window at a time, and comes back to what it could not settle. */
export interface Patrol<Item> {
  name: string;
  /** The next few from a position on; from the beginning when it never ran. Small: a page is the least that a run does. */
  next(ctx: Context, position: string | undefined): Promise<Page<Item>>;
  /** Mends what is wrong by commands that may be repeated, and says what is left. Without the item: the subject of an open case. */
  check(ctx: Context, subject: string, item: Item | undefined): Promise<Unsettled | undefined>;
}

export interface Result {
  checked: number;
  /** Cases that are open. */
  open: number;
  /** Their subjects, where patience is over. */
  stuck: string[];
}

const pageSize = 20;
const casesAtMost = 200;
const atOnce = 10;
/** What could not be looked at, since something does not answer, is looked at again. */
const outagePatienceSeconds = 1800;

/**
 * One run: the open cases first, then what happened since the last run, for about so many seconds each; the next run goes on where this
 * one ended. A run that dies, and two at once, check some subjects again.
 */
export async function patrol<Item>(ctx: Context, job: Patrol<Item>, seconds: number): Promise<Result> {
  const key = { shopId: ctx.shopId, patrol: job.name };
  const known = await rows(ctx).query.primary(key).begins({ part: "case#" }).go({ limit: casesAtMost, consistent: true });
  const open = new Map(known.data.map((row) => [row.subject ?? "", row as Case]));
  let checked = 0;
  const look = async (subjects: { subject: string; item: Item | undefined }[]) => {
    for (let start = 0; start < subjects.length; start += atOnce)
      await Promise.all(subjects.slice(start, start + atOnce).map(({ subject, item }) => judge(ctx, job, open, subject, item)));
    checked += subjects.length;
  };

  const waiting = [...open.keys()];
  for (const until = deadline(ctx, seconds); waiting.length > 0 && ctx.now().getTime() < until;)
    await look(waiting.splice(0, pageSize).map((subject) => ({ subject, item: undefined })));

  const { data: progress } = await rows(ctx)
    .get({ ...key, part: "progress" })
    .go({ consistent: true });
  let { position, revision = 0 } = progress ?? {};
  for (const until = deadline(ctx, seconds); ;) {
    const page = await job.next(ctx, position);
    await look(page.items);
    const further = page.position !== position;
    if (further && !(await advance(ctx, job.name, page.position, revision))) break;
    if (further) [position, revision] = [page.position, revision + 1];
    if (!further || !page.more || ctx.now().getTime() >= until) break;
  }
  return { checked, open: open.size, stuck: [...open.values()].flatMap(({ stuck, subject }) => (stuck ? [subject] : [])) };
}

interface Case {
  subject: string;
  difference: string;
  foundAt: string;
  stuck: boolean;
}

const deadline = (ctx: Context, seconds: number) => ctx.now().getTime() + seconds * 1000;

async function judge<Item>(
  ctx: Context,
  job: Patrol<Item>,
  open: Map<string, Case>,
  subject: string,
  item: Item | undefined,
): Promise<void> {
  const found = await checked(ctx, job, subject, item);
  const before = open.get(subject);
  const key = { shopId: ctx.shopId, patrol: job.name, part: `case#${subject}` };
  if (!found) {
    if (!before) return;
    await rows(ctx).delete(key).go();
    open.delete(subject);
    return;
  }
  const { difference, facts, patienceSeconds } = found;
  const foundAt = before?.difference === difference ? before.foundAt : instant(ctx);
  const stuck = ctx.now().getTime() - Date.parse(foundAt) >= patienceSeconds * 1000;
  // Said once: a line for each of a few hundred runs would say no more.
  if (stuck && !before?.stuck) ctx.log.error("somebody must look", { patrol: job.name, subject, difference, foundAt, ...facts });
  const now: Case = { subject, difference, foundAt, stuck };
  open.set(subject, now);
  if (before?.difference === difference && before.stuck === stuck) return;
  await rows(ctx)
    .put({ ...key, ...now, facts })
    .go();
}

async function checked<Item>(ctx: Context, job: Patrol<Item>, subject: string, item: Item | undefined): Promise<Unsettled | undefined> {
  try {
    return await job.check(ctx, subject, item);
  } catch (error) {
    ctx.log.warn("a subject could not be checked", { patrol: job.name, subject, ...describe(error) });
    return { difference: "unchecked", facts: {}, patienceSeconds: outagePatienceSeconds };
  }
}

/** False when another run was here meanwhile: it goes on, this one ends. */
async function advance(ctx: Context, name: string, position: string, before: number): Promise<boolean> {
  try {
    await rows(ctx)
      .put({ shopId: ctx.shopId, patrol: name, part: "progress", position, revision: before + 1 })
      .where(({ revision }, { eq, notExists }) => (before === 0 ? notExists(revision) : eq(revision, before)))
      .go();
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
