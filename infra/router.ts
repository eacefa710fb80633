import { policy } from "./stage";

/**
 * Headers by which CloudFront keeps answers apart, since it reads no `Vary`: whoever shows a credential is never given what a stranger was
 * told, nor the other way round. The site needs neither.
 */
const credentials = ["authorization", "souk-token"];

/** One CloudFront distribution per stage: `/` is the site, `/v1/*` the API. */
export const router = new sst.aws.Router("Router", {
  domain: policy().domain,
  transform: {
    cachePolicy: (args) => {
      args.parametersInCacheKeyAndForwardedToOrigin = $output(args.parametersInCacheKeyAndForwardedToOrigin).apply((key) => ({
        ...key,
        headersConfig: { headerBehavior: "whitelist", headers: { items: [...(key.headersConfig.headers?.items ?? []), ...credentials] } },
      }));
    },
  },
});
