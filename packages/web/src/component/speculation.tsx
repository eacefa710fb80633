import { speculationRules } from "../security/script.ts";
import { currentEvent } from "../server/visit.ts";

/** Speculation rules (https://html.spec.whatwg.org/#speculative-loading); a browser that does not know them fetches nothing ahead. */
export function Speculation() {
  return <script type="speculationrules" nonce={currentEvent().locals.nonce} innerHTML={speculationRules} />;
}
