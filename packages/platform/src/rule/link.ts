import type { Rule } from "./rule.ts";

const used: Rule = {
  name: "link-is-used",
  check: ({ graph, linkUse }) =>
    graph.functions().flatMap(({ name, handler, links }) => {
      const use = linkUse.get(handler);
      const idle = use ? links.filter((link) => !use.named.includes(link)) : [];
      return idle.map((link) => ({ subject: `${name} ${link}`, reason: `is a link that ${handler} never reads` }));
    }),
};

const there: Rule = {
  name: "link-is-there",
  check: ({ graph, linkUse }) =>
    graph.functions().flatMap(({ name, handler, links }) => {
      const missing = (linkUse.get(handler)?.needed ?? []).filter((link) => !links.includes(link));
      return missing.map((link) => ({ subject: `${name} ${link}`, reason: `is read by ${handler} and not linked` }));
    }),
};

export const linkRules = [used, there];
