import { authenticate } from "@souk/auth/authenticate";
import { createApi, handle } from "@souk/core/http";
import { addBrowsing } from "./http/browse.ts";
import { addProducts } from "./http/product.ts";

const app = createApi();
addBrowsing(app);
addProducts(app);

export const api = app;
export const handler = handle(api, { authenticate });
