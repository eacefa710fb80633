import { api, route } from "./api";
import { base, callers } from "./shop";
import { grant } from "./table";

/** The API's description with a reference page, and its health. */
const docs = new sst.aws.Function("DocsApi", {
  handler: "packages/docs/src/http.handler",
  link: base,
  permissions: [...callers, grant("read", ["shop"])],
});

api.route("GET /v1/openapi.json", docs.arn);
api.route("GET /v1/reference", docs.arn);
route("health", docs);
