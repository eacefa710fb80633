import { accessLogFormat } from "./access-log";
import { router } from "./router";
import { policy } from "./stage";
import { watched } from "./watched";

/** The HTTP API of all domains. Sites and shoppers reach it through the router, on the site's own origin: no CORS. */
export const api = new sst.aws.ApiGatewayV2("Api", {
  cors: false,
  accessLog: { retention: policy().logRetention },
  transform: {
    stage: (args) => {
      if (!args.accessLogSettings) return;
      args.accessLogSettings = $util.output(args.accessLogSettings).apply((settings) => ({ ...settings, format: accessLogFormat }));
    },
  },
});

router.route("/v1", api.url);

/** One function per domain: all requests below `/v1/<noun>` go to it. */
export function route(noun: string, domain: sst.aws.Function) {
  watched.apis.push({ name: noun, metricName: domain.name });
  api.route(`ANY /v1/${noun}`, domain.arn);
  api.route(`ANY /v1/${noun}/{proxy+}`, domain.arn);
}
