import { route } from "./api";
import { sendEmail, sender } from "./email";
import { gate, issuer } from "./issuer";
import { router } from "./router";
import { base, defaultShop } from "./shop";
import { grant, tableName } from "./table";
import { watched } from "./watched";

/** All keys of the issuer follow from it: `<new> <old>` while one follows the other, 32 characters or more each. */
const authSecret = new sst.Secret("AuthSecret");

/** `<client id>:<client secret>`; `unset` leaves the provider out. */
const social = [new sst.Secret("GoogleClient", "unset"), new sst.Secret("GithubClient", "unset"), new sst.Secret("DiscordClient", "unset")];

/** Who may send people to sign in, and the one address each that they come back to. */
const clients = new sst.Linkable("IssuerClients", {
  properties: {
    clients: {
      web: { actor: "customer", redirectUris: [$interpolate`${router.url}/api/auth/callback`] },
      staff: { actor: "staff", redirectUris: [$interpolate`${router.url}/api/auth/staff/callback`] },
    },
  },
});

const issuing = new sst.aws.Function("IssuerApi", {
  handler: "packages/auth/src/issuer.handler",
  link: [tableName, defaultShop, issuer, clients, authSecret, sender, ...social],
  permissions: [grant("write", ["auth", "account", "customer", "session"]), grant("read", ["staff", "staff-email", "shop"]), sendEmail],
});
gate.route("$default", issuing.arn);
watched.apis.push({ name: "issuer", metricName: issuing.name });

/** Keys and staff: the only function that may change them. */
const auth = new sst.aws.Function("AuthApi", {
  handler: "packages/auth/src/http.handler",
  link: base,
  permissions: [grant("write", ["key", "key-hash", "key-use", "staff", "staff-email", "session", "idempotency"])],
});
route("keys", auth);
route("staff", auth);
