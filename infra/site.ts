import { router } from "./router";

/** Where people see the shop: links in mails lead there, and shoppers come back there from their bank. */
export const site = new sst.Linkable("Site", { properties: { url: router.url } });
