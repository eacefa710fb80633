import { expect, test } from "vitest";
import { templates } from "./fixture.ts";

/** A change to what an account would get is seen in review. After one on purpose: `npx vitest run --project stacks -u`. */
test.each(Object.entries(templates))("the template of %s is the one that was reviewed", async (name, template) => {
  await expect(`${JSON.stringify(template.toJSON(), null, 2)}\n`).toMatchFileSnapshot(`./template/${name}.gen.json`);
});
