import { route } from "./api";
import { issuer } from "./issuer";
import { staffApiKey, tokenSecret } from "./secret";
import { grant, tableName } from "./table";

/** The shop that a host stands for until hosts are told apart: a short name, since every key starts with it. */
export const defaultShop = new sst.Linkable("DefaultShop", { properties: { id: "demo" } });

/** What every API function needs: the table's name, the shop, and what callers are checked with. */
export const base = [tableName, defaultShop, staffApiKey, tokenSecret, issuer];

/** What every API function may do to find out who calls: read sessions, staff and keys, and note when a key was used. */
export const callers = [grant("read", ["session", "staff", "key-hash"]), grant("write", ["key-use"])];

route(
  "shop",
  new sst.aws.Function("ShopApi", {
    handler: "packages/shop/src/http.handler",
    link: base,
    permissions: [grant("write", ["shop", "idempotency"]), ...callers],
  }),
);
