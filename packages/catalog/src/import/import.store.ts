import { type Actor, type Context, expiresIn, perTable, put, unexpired, update, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import type { Import, Report } from "./import.model.ts";

const keptSeconds = 30 * 24 * 3600;

/**
 * | question                                | key                                                         |
 * |-----------------------------------------|-------------------------------------------------------------|
 * | an import with all its chunks (one query) | `<shop>#import#<id>`, `import` and `import#<chunk>`        |
 * | was a chunk done?                       | `<shop>#import#<id>`, `import#<chunk, padded to 5>`         |
 */
const rows = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "import", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          importId: { type: "string", required: true },
          part: { type: "string", required: true },
          body: { type: "any", required: true },
          status: { type: "string" },
          total: { type: "number" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "importId"], template: "${shopId}#import#${importId}", casing: "none" },
            sk: { field: "sk", composite: ["part"], template: "${part}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

/** What was asked for, and by whom. */
export interface Job {
  importId: string;
  currency: string;
  stock: Import["stock"];
  /** Where the file lies in the bucket. */
  fileKey: string;
  startedBy: Actor;
  createdAt: string;
}

export interface Chunk {
  index: number;
  products: number;
  report: Report;
}

export interface State {
  job: Job;
  status: Import["status"];
  total: number | null;
  chunks: Chunk[];
}

const partOf = (index: number) => `import#${String(index).padStart(5, "0")}`;

/** A job whose message was lost may be asked for again: the same row is written again. */
export async function saveJob(ctx: Context, job: Job): Promise<void> {
  await rows(ctx)
    .upsert({ shopId: ctx.shopId, importId: job.importId, part: "import", body: job, expiresAt: expiresIn(ctx, keptSeconds) })
    .go();
}

export async function findState(ctx: Context, importId: string): Promise<State | undefined> {
  const { data } = await rows(ctx).query.primary({ shopId: ctx.shopId, importId }).go({ pages: "all", consistent: true });
  const head = unexpired(
    ctx,
    data.find(({ part }) => part === "import"),
  );
  if (!head) return undefined;
  const chunks = data.filter(({ part }) => part !== "import").map(({ body }) => body as Chunk);
  return { job: head.body as Job, status: (head.status ?? "queued") as Import["status"], total: head.total ?? null, chunks };
}

/** Label `chunk`: refused when it was done before. */
export const savingChunk = (ctx: Context, importId: string, chunk: Chunk): Write =>
  put(
    "chunk",
    rows(ctx)
      .create({ shopId: ctx.shopId, importId, part: partOf(chunk.index), body: chunk, expiresAt: expiresIn(ctx, keptSeconds) })
      .params(),
  );

export const settingStatus = (ctx: Context, importId: string, status: Import["status"], total: number): Write =>
  update("import", rows(ctx).patch({ shopId: ctx.shopId, importId, part: "import" }).set({ status, total }).params());
