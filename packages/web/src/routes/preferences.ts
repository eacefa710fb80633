import type { APIEvent } from "@solidjs/start/server";
import { locales } from "../i18n/locale.ts";
import { readForm } from "../server/form.ts";
import { countryCookie, localeCookie } from "../server/preference.ts";
import { localPath, seeOther } from "../server/reply.ts";
import { getShop } from "../server/shop.ts";

/** Country and language of this browser. A category's page number is of one country only, so it is left behind. */
export async function POST({ request }: APIEvent): Promise<Response> {
  const [form, shop] = [await readForm(request), await getShop()];
  const locale = locales.find((name) => name === form.locale);
  const market = shop.ok ? shop.value.markets.find((candidate) => candidate.country === form.country) : undefined;
  const cookies = [...(market ? [countryCookie(market.country)] : []), ...(locale ? [localeCookie(locale)] : [])];
  return seeOther(localPath(form.next).replace(/[?&]cursor=[^&]*/, ""), cookies);
}
