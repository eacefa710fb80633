import { createClient } from "@souk/client";
import { reach, refused } from "./reach.ts";
import type { Target } from "./target.ts";

/** Closes the shop for everybody but staff, with a page that says so, or opens it again. The API goes on: orders are paid, packed and sent. */
export async function openShop(target: Target, open: boolean, message?: string): Promise<void> {
  const client = createClient({ ...target, fetch: reach });
  const { data, error, response } = await client.GET("/v1/shop");
  if (!data) return refused(error);
  const { shopId: _, version: __, maintenance: ___, ...settings } = data;
  const body = open ? settings : { ...settings, maintenance: { retryAfterSeconds: 600, ...(message ? { message } : {}) } };
  const etag = response.headers.get("etag");
  const saved = await client.PUT("/v1/shop", { params: { header: etag ? { "if-match": etag } : {} }, body });
  if (!saved.data) return refused(saved.error);
  console.log(
    open
      ? "The shop is open: everybody sees it within a minute and a half."
      : "The shop is closed for all but staff within a minute and a half.",
  );
}
