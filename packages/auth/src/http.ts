import { createApi, handle } from "@souk/core/http";
import { authenticate } from "./authenticate.ts";
import { addKeys } from "./http/key.ts";
import { addStaff } from "./http/staff.ts";

const app = createApi();
addKeys(app);
addStaff(app);

export const api = app;
export const handler = handle(api, { authenticate });
