import type { Target } from "./catalog.ts";

/** Who runs the demo shop. Codes to sign in are mailed there, which offline is the console. */
export const owner = { email: "owner@brinewick.example", name: "Wilhelmina Brine", role: "owner" };

/** Adds the owner; an owner who is there already, or was removed by another, is left alone. */
export async function seedOwner({ api, key }: Target): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const response = await fetch(new URL("/v1/staff", api), { method: "POST", headers, body: JSON.stringify(owner) });
  if (!response.ok && response.status !== 409) throw new Error(`POST /v1/staff answered ${response.status}: ${await response.text()}`);
}
