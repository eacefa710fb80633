import { authenticate } from "@souk/auth/authenticate";
import { createApi, handle } from "@souk/core/http";
import { addAccount } from "./http/account.ts";
import { addAddresses } from "./http/address.ts";
import { addSessions } from "./http/session.ts";

const app = createApi();
addAccount(app);
addAddresses(app);
addSessions(app);

export const api = app;
export const handler = handle(api, { authenticate });
