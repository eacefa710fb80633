import { readFileSync } from "node:fs";
import path from "node:path";

const data = path.resolve(import.meta.dirname, "../data");

export interface Target {
  api: string;
  key: string;
}

async function call<T>({ api, key }: Target, method: string, where: string, body?: string, type = "application/json"): Promise<T> {
  const response = await fetch(new URL(where, api), {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      "idempotency-key": crypto.randomUUID(),
      ...(body === undefined ? {} : { "content-type": type }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${where} answered ${response.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}

/** The brand's name, voice and markets become the shop's settings, unless somebody has changed them already. */
export async function seedShop(target: Target): Promise<void> {
  const { version } = await call<{ version: number }>(target, "GET", "/v1/shop");
  if (version > 0) return;
  const { settings } = JSON.parse(readFileSync(path.join(data, "shop.json"), "utf8")) as { settings: object };
  await call(target, "PUT", "/v1/shop", JSON.stringify(settings));
}

interface Import {
  importId: string;
  status: "queued" | "running" | "done" | "failed";
  report?: { errors: { line: number; reason: string }[] };
}

/** Imports the products as a merchant would. Twice is as good as once. */
export async function seedCatalog(target: Target): Promise<void> {
  const csv = readFileSync(path.join(data, "products.csv"), "utf8");
  const { importId } = await call<Import>(target, "POST", "/v1/catalog/imports", csv, "text/csv");
  for (;;) {
    const { status, report } = await call<Import>(target, "GET", `/v1/catalog/imports/${importId}`);
    const [error] = report?.errors ?? [];
    if (status === "failed" || error) throw new Error(`products.csv: ${error ? `line ${error.line}: ${error.reason}` : status}`);
    if (status === "done") return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
