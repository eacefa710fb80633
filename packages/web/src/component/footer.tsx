import { For, Show } from "solid-js";
import { brandOf } from "../brand.ts";
import { countryName } from "../i18n/text.ts";
import { languageNames, locales } from "../i18n/locale.ts";
import { BrandName } from "./brand-name.tsx";
import { useShell } from "./shell.tsx";

export function Footer() {
  const { shop, text, locale } = useShell();
  const known = Object.keys(text.policy);
  const policies = Object.keys(shop.policies).sort((a, b) => known.indexOf(a) - known.indexOf(b));
  return (
    <footer class="footer">
      <div class="footer-inner">
        <div class="stack">
          <p class="brand">
            <BrandName />
          </p>
          <Show when={brandOf(shop.name)?.words[locale].story ?? shop.tagline}>{(line) => <p class="footer-line">{line()}</p>}</Show>
        </div>
        <Show when={policies.length > 0}>
          <nav aria-label={text.policies}>
            <ul class="footer-links">
              <For each={policies}>
                {(name) => (
                  <li>
                    <a href={`/policies/${name}`}>{text.policy[name] ?? name}</a>
                  </li>
                )}
              </For>
            </ul>
          </nav>
        </Show>
        <Preferences />
      </div>
      <p class="fine footer-end">
        {text.testMode} {text.madeWith}.
      </p>
    </footer>
  );
}

function Preferences() {
  const { shop, market, locale, text, path } = useShell();
  return (
    <form class="preferences" action="/preferences" method="post" data-submit-on-change aria-label={text.preferences}>
      <input type="hidden" name="next" value={path} />
      <label>
        <span>{text.country}</span>
        <select name="country" autocomplete="off">
          <For each={shop.markets}>
            {({ country, currency }) => (
              <option value={country} selected={country === market.country}>
                {countryName(country, locale)} ({currency})
              </option>
            )}
          </For>
        </select>
      </label>
      <label>
        <span>{text.language}</span>
        <select name="locale" autocomplete="off">
          <For each={locales}>
            {(name) => (
              <option value={name} selected={name === locale} lang={name}>
                {languageNames[name]}
              </option>
            )}
          </For>
        </select>
      </label>
      <button class="button quiet small" type="submit">
        {text.save}
      </button>
    </form>
  );
}
