import { currentEvent } from "../server/visit.ts";

/**
 * Pages that say the same to everybody may be fetched when somebody is about to open them. Carts, orders and accounts are not among them,
 * nor any search: an allow-list, so that a page that comes later is left out. Browsers leave it be where data are saved.
 */
const rules = {
  prefetch: [
    {
      where: {
        and: [
          { or: ["/", "/c/*", "/products/*", "/policies/*"].map((path) => ({ href_matches: path })) },
          { not: { selector_matches: "[rel~=nofollow]" } },
        ],
      },
      eagerness: "moderate",
    },
  ],
};

/** Speculation rules (https://html.spec.whatwg.org/#speculative-loading); a browser that does not know them fetches nothing ahead. */
export function Speculation() {
  return <script type="speculationrules" nonce={currentEvent().locals.nonce as string} innerHTML={JSON.stringify(rules)} />;
}
