import { authenticate } from "@souk/auth/authenticate";
import { createApi, handle } from "@souk/core/http";
import { addImports } from "./http/import.ts";

/**
 * Imports are a function of their own: what reads files weighs a megabyte, and shoppers' requests should not start with it. A file of
 * products may come in the body; a larger one is uploaded first.
 */
const app = createApi({ bodyLimitBytes: 1_100_000 });
addImports(app);

export const importApi = app;
export const handler = handle(importApi, { authenticate });
