/** Languages of the site, the first its own; `packages/web/src/i18n/locale.ts` has the same, which a test compares. */
const languages = ["en", "de"];

/**
 * Runs in CloudFront before its cache is asked, inside the router's function, whose code has 10 KB in all: hence the short names.
 *
 * Pages of goods are made for everybody at once: for who asks and has nothing here yet, neither cart nor session, no cookie of the site but
 * its two choices. Such a request loses its cookies and says its language and country in `souk-visitor`, which is in the cache's key and all
 * that the site goes by. Nobody else can say it. Whoever has anything says nothing, and the site lets nobody keep what they are answered.
 */
export const visitor = `
(() => {
  var r = event.request, h = r.headers, jar = r.cookies || {}, all = ${JSON.stringify(languages)}, said = h["accept-language"];
  delete h["souk-visitor"];
  if (!/^\\/($|(c|products|policies)\\/)/.test(r.uri)) return;
  for (var n in jar) if (/^__Host-/.test(n) && n !== "__Host-locale" && n !== "__Host-country") return;
  var tags = (said ? said.value : "").split(",").map(part => {
    var q = /;\\s*q=([\\d.]+)/.exec(part);
    return { t: part.split(";")[0].trim().split("-"), q: q ? +q[1] : 1 };
  }).filter(o => o.t[0] && o.q > 0);
  tags.sort((a, b) => b.q - a.q);
  var speaks = t => all.includes(t);
  var l = jar["__Host-locale"], c = jar["__Host-country"];
  l = l && speaks(l.value) ? l.value : tags.map(o => o.t[0]).filter(speaks)[0] || all[0];
  c = c ? c.value : tags.map(o => o.t[1]).filter(t => t !== undefined)[0];
  h["souk-visitor"] = { value: /^[A-Za-z]{2}$/.test(c) ? l + "." + c.toUpperCase() : l };
  r.cookies = {};
})();
`.replaceAll(/\n\s*/g, "");
