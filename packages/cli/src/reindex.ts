import { createClient } from "@souk/client";
import { reach, refused } from "./reach.ts";
import type { Target } from "./target.ts";

/** Makes what search knows anew from the products. Says whether anything was different: events keep it right, so nothing should be. */
export async function reindex(target: Target): Promise<void> {
  const client = createClient({ ...target, fetch: reach });
  let products = 0;
  let changed = false;
  for (let first: number | null = 0; first !== null;) {
    const { data, error }: Awaited<ReturnType<typeof part>> = await part(client, first);
    if (!data) return refused(error);
    products += data.products;
    changed ||= data.changed;
    first = data.next;
  }
  console.log(`${products} products; ${changed ? "some were different" : "all were as they should be"}`);
}

const part = (client: ReturnType<typeof createClient>, first: number) =>
  client.POST("/v1/search/rebuild", { params: { query: { first } } });
