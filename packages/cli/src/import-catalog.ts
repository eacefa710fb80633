import { readFileSync } from "node:fs";
import path from "node:path";
import { type Client, createClient } from "@souk/client";
import { reach, refused } from "./reach.ts";
import { CommandError, type Target } from "./target.ts";

interface Options {
  currency?: string | undefined;
  stock?: "keep" | "set" | undefined;
}

/** What a request's body takes; a larger file goes through an upload. */
const bodyLimitBytes = 1_000_000;

/** Imports Shopify's product CSV through the API and prints the report. */
export async function importCatalog(target: Target, file: string, options: Options): Promise<void> {
  const csv = read(file);
  const client = createClient({ ...target, fetch: reach });
  const importId = await begin(client, csv, options);
  const done = await follow(client, importId);
  report(file, done);
}

function read(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file));
  } catch {
    throw new CommandError(`${path.resolve(file)} cannot be read.`);
  }
}

async function begin(client: Client, csv: Uint8Array<ArrayBuffer>, options: Options): Promise<string> {
  const key = { "idempotency-key": crypto.randomUUID() };
  const uploadId = csv.byteLength > bodyLimitBytes ? await upload(client, csv) : undefined;
  const sent = uploadId
    ? { type: "application/json", body: JSON.stringify({ uploadId }) }
    : { type: "text/csv", body: new TextDecoder().decode(csv) };
  const { data, error } = await client.POST("/v1/catalog/imports", {
    params: { query: options, header: key },
    headers: { "content-type": sent.type },
    body: sent.body as never,
    bodySerializer: (body: unknown) => body as string,
  });
  if (!data) return refused(error);
  return data.importId;
}

async function upload(client: Client, csv: Uint8Array<ArrayBuffer>): Promise<string> {
  const { data, error } = await client.POST("/v1/catalog/uploads", {});
  if (!data) return refused(error);
  const form = new FormData();
  for (const [name, value] of Object.entries(data.fields)) form.append(name, value);
  form.append("file", new Blob([csv], { type: "text/csv" }));
  const response = await fetch(data.url, { method: "POST", body: form });
  if (!response.ok) throw new CommandError(`The upload was refused with ${response.status}.`);
  return data.uploadId;
}

async function follow(client: Client, importId: string) {
  for (;;) {
    const { data, error } = await client.GET("/v1/catalog/imports/{importId}", { params: { path: { importId } } });
    if (!data) return refused(error);
    if (data.status === "done" || data.status === "failed") return data;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

type Done = Awaited<ReturnType<typeof follow>>;

function report(file: string, { status, report: found }: Done): void {
  if (!found) return console.log(`The import ${status}.`);
  console.log(
    `${path.basename(file)}: ${found.created} created, ${found.updated} updated, ${found.unchanged} unchanged, ${found.errors.length} errors`,
  );
  for (const { line, column, reason } of [...found.errors, ...(found.warnings ?? [])])
    console.log(`  line ${line}${column ? `, ${column}` : ""}: ${reason}`);
  if (status === "failed" || found.errors.length > 0) process.exitCode = 2;
}
