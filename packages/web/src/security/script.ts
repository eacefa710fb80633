import { createHash } from "node:crypto";
import { integrity } from "virtual:souk-entry";
import { commonPaths } from "./sharing.ts";

/**
 * Pages that say the same to everybody may be fetched when somebody is about to open them. Carts, orders and accounts are not among them,
 * nor any search: an allow-list, so that a page that comes later is left out. Browsers leave it be where data are saved.
 */
export const speculationRules = JSON.stringify({
  prefetch: [
    {
      where: { and: [{ or: commonPaths.map((path) => ({ href_matches: path })) }, { not: { selector_matches: "[rel~=nofollow]" } }] },
      eagerness: "moderate",
    },
  ],
});

/** All that may run on a page which many are given: no nonce can stand in it, and no script differs from page to page. */
export const scriptHashes = [integrity, `sha256-${createHash("sha256").update(speculationRules).digest("base64")}`];
